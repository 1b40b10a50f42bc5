using System.Text.RegularExpressions;

namespace Sandbox.Kubernetes.Selectors;

/// <summary>One requirement on one label.</summary>
internal sealed partial record LabelTerm(string Key, LabelOperator Operator, IReadOnlySet<string> Values)
{
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.Exists => present,
            LabelOperator.DoesNotExist => !present,
            LabelOperator.In => present && Values.Contains(value!),
            // A label that is absent differs from every value.
            _ => !present || !Values.Contains(value!),
        };
    }

    public static LabelTerm? Parse(string text)
    {
        if (Set().Match(text) is { Success: true } set)
        {
            var values = set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
            return new(set.Groups["key"].Value, set.Groups["not"].Success ? LabelOperator.NotIn : LabelOperator.In, values.ToHashSet(StringComparer.Ordinal));
        }

        if (Equality().Match(text) is { Success: true } equality)
        {
            var negated = equality.Groups["op"].Value == "!=";
            return new(equality.Groups["key"].Value, negated ? LabelOperator.NotIn : LabelOperator.In, One(equality.Groups["value"].Value));
        }

        return Existence().Match(text) is { Success: true } existence
            ? new(existence.Groups["key"].Value, existence.Groups["not"].Success ? LabelOperator.DoesNotExist : LabelOperator.Exists, One(""))
            : null;
    }

    /// <summary>What is wrong with a text that is no term.</summary>
    public static string Complaint(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "in" or "notin", var values, ..] && !values.StartsWith('(')
            ? $"found '{values}' expected: '('"
            : text;

    private static HashSet<string> One(string value) => new([value], StringComparer.Ordinal);

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s+(?<not>not)?in\s*\((?<values>[^)]*)\)$")]
    private static partial Regex Set();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s*(?<op>==|=|!=)\s*(?<value>[\w.-]*)$")]
    private static partial Regex Equality();

    [GeneratedRegex(@"^(?<not>!\s*)?(?<key>[\w./-]+)$")]
    private static partial Regex Existence();
}
