using System.Text.RegularExpressions;

namespace Sandbox.Kubernetes.Objects;

/// <summary>The server's rules for names, each with the sentence it answers; no sentence is a good name.</summary>
internal static partial class NameRules
{
    private const string LabelFormat = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainFormat = LabelFormat + @"(\." + LabelFormat + ")*";
    private const string QualifiedFormat = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    public static IEnumerable<string> Label(string name) => SubdomainPattern().IsMatch(name) && name.Contains('.', StringComparison.Ordinal)
        ? ["must not contain dots"]
        : Check(
            name,
            63,
            LabelPattern(),
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
            "(e.g. 'my-name',  or '123-abc', regex used for validation is '" + LabelFormat + "')");

    public static IEnumerable<string> Subdomain(string name) => Check(
        name,
        253,
        SubdomainPattern(),
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        "(e.g. 'example.com', regex used for validation is '" + SubdomainFormat + "')");

    public static IEnumerable<string> Dns1035Label(string name) => Check(
        name,
        63,
        Dns1035Pattern(),
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')");

    /// <summary>Names that only have to fit into a path (RBAC's).</summary>
    public static IEnumerable<string> PathSegment(string name)
    {
        if (name is "." or "..")
        {
            yield return $"may not be '{name}'";
        }

        foreach (var illegal in ((string[])["/", "%"]).Where(illegal => name.Contains(illegal, StringComparison.Ordinal)))
        {
            yield return $"may not contain '{illegal}'";
        }
    }

    public static IEnumerable<string> QualifiedName(string name)
    {
        var parts = name.Split('/');
        if (parts.Length > 2)
        {
            yield return "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '"
                + QualifiedFormat + "') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        var problems = parts.Length == 2
            ? parts[0].Length == 0 ? ["prefix part must be non-empty"] : Subdomain(parts[0]).Select(problem => "prefix part " + problem.Replace("253 characters", "253 bytes", StringComparison.Ordinal))
            : [];
        foreach (var problem in problems.Concat(QualifiedPart(parts[^1])))
        {
            yield return problem;
        }
    }

    public static IEnumerable<string> LabelValue(string value)
    {
        if (value.Length > 63)
        {
            yield return "must be no more than 63 bytes";
        }

        if (value.Length > 0 && !QualifiedPattern().IsMatch(value))
        {
            yield return "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
        }
    }

    public static IEnumerable<string> ConfigKey(string key)
    {
        if (key.Length > 253)
        {
            yield return "must be no more than 253 characters";
        }

        if (!ConfigKeyPattern().IsMatch(key))
        {
            yield return "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
        }
        else if (key is "." or "..")
        {
            yield return $"must not be '{key}'";
        }
        else if (key.StartsWith("..", StringComparison.Ordinal))
        {
            yield return "must not start with '..'";
        }
    }

    /// <summary>Environment variables may be any printable ASCII but "=".</summary>
    public static IEnumerable<string> EnvironmentName(string name)
    {
        if (name.Any(character => character is < ' ' or > '~' or '='))
        {
            yield return "a valid environment variable name must consist only of printable ASCII characters other than '='";
        }
    }

    private static IEnumerable<string> QualifiedPart(string name)
    {
        if (name.Length == 0)
        {
            yield return "name part must be non-empty";
        }
        else if (name.Length > 63)
        {
            yield return "name part must be no more than 63 bytes";
        }

        if (!QualifiedPattern().IsMatch(name))
        {
            yield return "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" + QualifiedFormat + "')";
        }
    }

    private static IEnumerable<string> Check(string name, int longest, Regex pattern, string sentence, string example)
    {
        if (name.Length > longest)
        {
            yield return $"must be no more than {longest} characters";
        }

        if (!pattern.IsMatch(name))
        {
            yield return $"{sentence} {example}";
        }
    }

    [GeneratedRegex("^" + LabelFormat + "\\z")]
    private static partial Regex LabelPattern();

    [GeneratedRegex("^" + SubdomainFormat + "\\z")]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?\\z")]
    private static partial Regex Dns1035Pattern();

    [GeneratedRegex("^" + QualifiedFormat + "\\z")]
    private static partial Regex QualifiedPattern();

    [GeneratedRegex("^[-._a-zA-Z0-9]+\\z")]
    private static partial Regex ConfigKeyPattern();
}
