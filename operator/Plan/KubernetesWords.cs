using System.Text.RegularExpressions;

namespace Operator.Plan;

/// <summary>Sentences of Kubernetes as they may stand in a status: one line, not too long, and the same for each attempt.</summary>
internal static partial class KubernetesWords
{
    private const int Longest = 300;

    public static string Of(string? text)
    {
        var line = Space().Replace(text ?? "", " ").Trim().TrimEnd('.');
        return line.Length > Longest ? $"{line[..Longest]}…" : line;
    }

    /// <summary>Of the event: without the made-up name of the pod, which is another one in each attempt.</summary>
    public static string Rejection(string text) => Of(Attempt().Replace(text, ""));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"^Error creating: (pods ""[^""]*"" is forbidden: )?")]
    private static partial Regex Attempt();
}
