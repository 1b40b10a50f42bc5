using System.Text.RegularExpressions;

namespace Operator.Tests.Monitoring;

/// <summary>Which metrics and labels an expression of Prometheus names. It is no parser: promtool is one.</summary>
internal sealed partial class PromExpression
{
    private static readonly string[] Words = ["by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "bool", "offset"];

    public PromExpression(string text)
    {
        Text = text;
        var bare = Quoted().Replace(Range().Replace(text, ""), "\"\"");
        Matched = [.. Selector().Matches(bare).SelectMany(match => Matcher().Matches(match.Groups[2].Value).Select(label => (match.Groups[1].Value, label.Groups[1].Value)))];
        Grouped = [.. Grouping().Matches(bare).SelectMany(match => Name().Matches(match.Groups[1].Value).Select(label => label.Value))];
        Metrics = [.. Name().Matches(Grouping().Replace(Braces().Replace(bare, ""), " ")).Where(word => IsMetric(word.Value)).Select(word => word.Value).Distinct()];
    }

    public string Text { get; }

    /// <summary>Metrics as they are named, with the endings of a histogram.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>Labels in braces, with the metric before them.</summary>
    public IReadOnlyList<(string Metric, string Label)> Matched { get; }

    /// <summary>Labels after by, on and the like.</summary>
    public IReadOnlyList<string> Grouped { get; }

    /// <summary>Functions are followed by a parenthesis, aggregations by their labels, too.</summary>
    private bool IsMetric(string word) => !Words.Contains(word) && !Regex.IsMatch(Text, $@"\b{word}\s*(\(|by\b|without\b)");

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"([a-zA-Z_]\w*)\{([^}]*)\}")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"(\w+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"\b[a-zA-Z_]\w*\b")]
    private static partial Regex Name();
}
