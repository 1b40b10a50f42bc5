using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Operator.Hosting.Verbs;

/// <summary>What a scalar is: text in quotes is text, without quotes a number, truth or nothing where it looks like one, as in kubectl.</summary>
internal static partial class YamlScalars
{
    private const string Text = "tag:yaml.org,2002:str";

    private static readonly string[] True = ["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y"];
    private static readonly string[] False = ["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N"];
    private static readonly string[] Nothing = ["", "~", "null", "Null", "NULL"];

    public static JsonNode? Read(Scalar scalar, int line)
    {
        var isTagged = !scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific;
        if (isTagged && scalar.Tag.Value != Text)
        {
            throw new YamlTrouble(line, "a tag (!name) has no meaning in a resource; remove it");
        }

        return isTagged || scalar.Style != ScalarStyle.Plain ? JsonValue.Create(scalar.Value) : Plain(scalar.Value);
    }

    /// <summary>Whether a text would be read as something else if it stood without quotes.</summary>
    public static bool IsNotText(string text) =>
        Nothing.Contains(text) || True.Contains(text) || False.Contains(text) || LooksLikeNumber().IsMatch(text);

    /// <summary>A key as it can be shown: what is long or strange might be a value that slipped.</summary>
    public static string Shown(string key) => key.Length <= 40 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-' or '_') ? key : "(not shown)";

    private static JsonValue? Plain(string text) =>
        Nothing.Contains(text) ? null
        : True.Contains(text) ? JsonValue.Create(true)
        : False.Contains(text) ? JsonValue.Create(false)
        : Number().IsMatch(text) ? JsonNode.Parse(text)!.AsValue()
        : JsonValue.Create(text);

    /// <summary>The numbers of JSON: what else YAML calls a number (octal, hexadecimal) stays text, and the field's type then says so.</summary>
    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[-+]?[.0-9][-+0-9a-fxo_.:]*$|^[-+]?\.(inf|nan)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LooksLikeNumber();
}
