namespace Sandbox.Kubernetes.Selectors;

/// <summary>A label selector as it stands in a query: equality and set terms, all of which must hold.</summary>
internal sealed record LabelSelector(IReadOnlyList<LabelTerm> Terms)
{
    public static LabelSelector Everything { get; } = new([]);

    public bool IsEmpty => Terms.Count == 0;

    public bool Matches(IReadOnlyDictionary<string, string> labels) => Terms.All(term => term.Matches(labels));

    /// <summary>Null and a message where the text is no selector.</summary>
    public static LabelSelector? Parse(string text, out string error)
    {
        error = "";
        var terms = new List<LabelTerm>();
        foreach (var part in SplitOutsideParentheses(text))
        {
            if (LabelTerm.Parse(part) is not { } term)
            {
                error = $"unable to parse requirement: {LabelTerm.Complaint(part)}";
                return null;
            }

            terms.Add(term);
        }

        return new LabelSelector(terms);
    }

    private static IEnumerable<string> SplitOutsideParentheses(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                if (text[start..i].Trim() is { Length: > 0 } part)
                {
                    yield return part;
                }

                start = i + 1;
            }
            else
            {
                depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            }
        }
    }
}
