using System.Globalization;

namespace Operator.DbtCloud;

/// <summary>The state of a run by its code. The list is open: a code that is not known keeps its number.</summary>
internal readonly record struct DbtRunStatus(int Code)
{
    public static readonly DbtRunStatus Queued = new(1);
    public static readonly DbtRunStatus Starting = new(2);
    public static readonly DbtRunStatus Running = new(3);
    public static readonly DbtRunStatus Success = new(10);
    public static readonly DbtRunStatus Error = new(20);
    public static readonly DbtRunStatus Cancelled = new(30);

    public static IReadOnlyList<DbtRunStatus> Known { get; } = [Queued, Starting, Running, Success, Error, Cancelled];

    public bool IsFinished => this == Success || this == Error || this == Cancelled;

    public string Name => Code switch
    {
        1 => nameof(Queued),
        2 => nameof(Starting),
        3 => nameof(Running),
        10 => nameof(Success),
        20 => nameof(Error),
        30 => nameof(Cancelled),
        _ => "Status" + Code.ToString(CultureInfo.InvariantCulture),
    };

    public override string ToString() => Name;
}
