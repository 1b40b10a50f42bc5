namespace Operator.Outbound;

/// <summary>How much an answer in JSON may hold beside its bytes: an object is made for every entry of a list that is read.</summary>
/// <param name="Entries">Of one array.</param>
/// <param name="AllEntries">Of all arrays together.</param>
internal sealed record JsonLimits(int Entries, int AllEntries)
{
    /// <summary>A page has a hundred rows, and each a few short lists of its own.</summary>
    public static JsonLimits Usual { get; } = new(1_000, 20_000);

    /// <summary>For answers whose long lists are read without keeping what they hold.</summary>
    public static JsonLimits Long { get; } = new(200_000, 400_000);

    /// <summary>Letters of a number, or of whatever else is no text.</summary>
    public const int Literal = 1_000;
}
