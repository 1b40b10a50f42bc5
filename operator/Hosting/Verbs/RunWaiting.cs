using Operator.Cluster.Watching;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>Follows the runs that were asked for to their ends, and says what happens meanwhile.</summary>
internal sealed class RunWaiting(OneWatch watch, RunAsked asked, Surroundings surroundings)
{
    /// <summary>An operator that runs answers within a second, and one that takes over from another within a Lease.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private readonly long _since = surroundings.Time.GetTimestamp();
    private readonly int _width = asked.Filters.Max(filter => filter.Length);
    private FollowedRun[] _runs = [.. asked.Filters.Select(filter => FollowedRun.From(asked.Before, filter, asked.Request.Value))];
    private bool _isSilenceTold;

    private IngestionKey Key => asked.Before.Key;

    private TimeSpan Elapsed => surroundings.Time.GetElapsedTime(_since);

    public async Task<int> ToTheEndAsync(TimeSpan? limit, CancellationToken cancellationToken)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var deadline = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan, surroundings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interrupt.Token, deadline.Token);
        using var signals = surroundings.OnInterrupt(interrupt.Cancel);
        using var bell = surroundings.Time.CreateTimer(_ => watch.Ring(), null, Silence, Timeout.InfiniteTimeSpan);
        var following = watch.RunAsync(either.Token);
        try
        {
            return await FollowAsync(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return GivenUp(interrupt.IsCancellationRequested, limit);
        }
        finally
        {
            await either.CancelAsync();
            await following;
        }
    }

    private async Task<int> FollowAsync(CancellationToken cancellationToken)
    {
        while (_runs.Any(run => !run.Stage.IsOver))
        {
            if (await watch.News.ReadAsync(cancellationToken) is { } trouble)
            {
                Say(trouble);
            }

            if (watch.Refused is { } refused)
            {
                surroundings.Error.WriteLine($"The run cannot be followed: {refused}; that takes the verbs get, list and watch. It goes on; {RunHints.Look(Key)}");
                return VerbExit.Failed;
            }

            Look();
        }

        surroundings.Out.Write(RunTable.Of(_runs));
        return VerbExit.Worst(_runs.Select(run => run.Stage.ExitCode));
    }

    private void Look()
    {
        if (!watch.IsListed)
        {
            return;
        }

        var now = watch.Now;
        for (var i = 0; i < _runs.Length; i++)
        {
            var (before, after) = (_runs[i], _runs[i].See(now));
            if (after.Value != before.Value)
            {
                Say($"{before.Filter.PadRight(_width)}  a newer request takes the place of this one, and is followed");
            }

            if (after.Stage != before.Stage)
            {
                Say($"{after.Filter.PadRight(_width)}  {after.Stage.InWords}");
            }

            _runs[i] = after;
        }

        TellSilence();
    }

    private void TellSilence()
    {
        if (!_isSilenceTold && Elapsed >= Silence && _runs.All(run => run.Stage is RunStage.Asked))
        {
            _isSilenceTold = true;
            Say($"no operator has answered; does one run, and does it serve {Key}? {RunHints.Operators}");
        }
    }

    private int GivenUp(bool isInterrupted, TimeSpan? limit)
    {
        surroundings.Error.WriteLine(isInterrupted ? "Not waited for any longer." : $"After {limit!.Value.TotalSeconds:0} s (--timeout) it has not ended.");
        foreach (var run in _runs)
        {
            surroundings.Error.WriteLine($"  {run.Filter.PadRight(_width)}  {run.Stage.InWords}");
        }

        var isStarted = _runs.All(run => run.Stage is not (RunStage.Asked or RunStage.Waits));
        surroundings.Error.WriteLine($"{(isStarted ? "It goes on all the same" : $"The request stands; {RunHints.Withdraw(Key)} withdraws it")}. {RunHints.Look(Key)}");
        return isInterrupted ? VerbExit.Interrupted : VerbExit.Worst([VerbExit.TimedOut, .. _runs.Where(run => run.Stage.IsOver).Select(run => run.Stage.ExitCode)]);
    }

    private void Say(string line) => surroundings.Error.WriteLine($"{Elapsed.TotalSeconds,5:0} s  {line}");
}
