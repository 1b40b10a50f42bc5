using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>How far the run of one filter has come.</summary>
internal abstract record RunStage
{
    private RunStage()
    {
    }

    /// <summary>Nothing more comes of it that this command could wait for.</summary>
    public bool IsOver => this is Blocked or Ended or Lost;

    /// <summary>For people.</summary>
    public string InWords => this switch
    {
        Waits(var what) => $"waits: {what}",
        Blocked(var by) => $"does not start by itself: {by}",
        Made(var job) => $"Job {job} is made",
        Running(var job) => $"Job {job} is running",
        Stuck(var reason, var message) => $"{reason}: {message}",
        Ended(var run) => $"{run.Result}: Job {run.Job} has ended",
        Lost(var why) => why,
        _ => "is asked for, and no operator has taken it up yet",
    };

    public int ExitCode => this switch
    {
        Ended(var run) when Reasons.LastRunSucceeded.Named(run.Result) is { Holds: true } => VerbExit.Done,
        Ended(var run) => run.Result == Reasons.LastRunSucceeded.PartialSuccess.Name ? VerbExit.RunPartial : VerbExit.RunFailed,
        Blocked => VerbExit.Failed,
        Lost => VerbExit.Unknown,
        _ => VerbExit.TimedOut,
    };

    /// <summary>No operator has answered yet.</summary>
    internal sealed record Asked : RunStage;

    internal sealed record Waits(string For) : RunStage;

    /// <summary>It starts once a person has repaired something.</summary>
    internal sealed record Blocked(string By) : RunStage;

    internal sealed record Made(string Job) : RunStage;

    internal sealed record Running(string Job) : RunStage;

    /// <summary>It cannot go on, and goes on by itself once that is repaired.</summary>
    internal sealed record Stuck(string Reason, string Message) : RunStage;

    internal sealed record Ended(RunStatus Run) : RunStage;

    /// <summary>What became of it cannot be told any more.</summary>
    internal sealed record Lost(string Why) : RunStage;
}
