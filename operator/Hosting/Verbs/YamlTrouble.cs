using YamlDotNet.Core;

namespace Operator.Hosting.Verbs;

/// <summary>Ends the reading of a text from within its recursion.</summary>
internal sealed class YamlTrouble(int line, string what) : Exception(what)
{
    public int Line => line;

    public static string MeaningOf(YamlException broken) => broken.Message switch
    {
        var text when Has(text, "invalid tab") => "indent with spaces, not tabs",
        var text when Has(text, "cannot start any token") => "a text that begins with @, % or ` needs quotes",
        var text when Has(text, "anchor or alias") => "a text that begins with * or & needs quotes, such as cron: '*/30 * * * *'",
        var text when Has(text, "invalid mapping") => "a colon that does not belong here, or indentation that does not fit; put the text in quotes",
        var text when Has(text, "quoted scalar") => "a quote is not closed, or holds an escape that does not exist",
        var text when Has(text, "did not find expected") => "the indentation does not fit, or a bracket is not closed",
        _ => "look for indentation, a quote or a bracket that does not fit here",
    };

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
