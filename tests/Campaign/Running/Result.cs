using System.Globalization;
using Campaign.Scenarios;

namespace Campaign.Running;

/// <summary>How one seed has ended. As a line it stands in the journal, and comes from a worker.</summary>
/// <param name="Cpu">Processor time; zero where the process was ended.</param>
internal sealed record Result(int Seed, TimeSpan Took, TimeSpan Cpu, IReadOnlyList<string> Broken)
{
    private const char Between = '\t';

    public Kind Kind => Generator.KindOf(Seed);

    public bool IsGood => Broken.Count == 0;

    public string ToLine() => string.Join(
        Between,
        [Seed.ToString(CultureInfo.InvariantCulture), $"{Kind}", Milliseconds(Took), Milliseconds(Cpu), .. Broken.Select(broken => broken.ReplaceLineEndings(" ").Replace(Between, ' '))]);

    /// <summary>Null for a line that was cut off.</summary>
    public static Result? FromLine(string line) =>
        line.Split(Between) is [var seed, _, var took, var cpu, .. var broken]
        && int.TryParse(seed, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(took, CultureInfo.InvariantCulture, out var milliseconds)
        && int.TryParse(cpu, CultureInfo.InvariantCulture, out var processor)
            ? new Result(number, TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(processor), broken)
            : null;

    private static string Milliseconds(TimeSpan span) => ((int)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
