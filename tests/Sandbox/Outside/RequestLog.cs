namespace Sandbox.Outside;

/// <summary>Everything a stand-in was asked, in the order in which it came.</summary>
internal sealed class RequestLog
{
    private readonly Lock gate = new();
    private readonly List<SeenRequest> seen = [];
    private readonly List<(Func<SeenRequest, bool> Wanted, TaskCompletionSource<SeenRequest> Seen)> waiters = [];
    private int cleared;

    public IReadOnlyList<SeenRequest> All
    {
        get
        {
            lock (gate)
            {
                return [.. seen];
            }
        }
    }

    /// <summary>Notes a call as it arrives, before anybody can see an answer; what is returned notes how it was answered.</summary>
    public Action<int> Add(SeenRequest request)
    {
        lock (gate)
        {
            var place = seen.Count;
            var generation = cleared;
            seen.Add(request);
            foreach (var waiting in waiters.Where(waiter => waiter.Wanted(request)).ToArray())
            {
                waiters.Remove(waiting);
                waiting.Seen.TrySetResult(request);
            }

            return status => Answered(place, generation, status);
        }
    }

    /// <summary>The first such call that has come, or the next one that comes.</summary>
    public Task<SeenRequest> SeenAsync(Func<SeenRequest, bool> wanted, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (seen.FirstOrDefault(wanted) is { } already)
            {
                return Task.FromResult(already);
            }

            var next = new TaskCompletionSource<SeenRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((wanted, next));
            return next.Task.WaitAsync(cancellationToken);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            seen.Clear();
            cleared++;
        }
    }

    /// <summary>How many calls each minute of the clock saw from one token.</summary>
    public IReadOnlyDictionary<DateTimeOffset, int> PerMinute(string? token) =>
        All.Where(request => request.Token == token)
            .GroupBy(request => new DateTimeOffset(request.At.Ticks - request.At.Ticks % TimeSpan.TicksPerMinute, request.At.Offset))
            .ToDictionary(minute => minute.Key, minute => minute.Count());

    /// <summary>The most calls that one token made within any sixty seconds.</summary>
    public int MostWithinAMinute(string? token)
    {
        var times = All.Where(request => request.Token == token).Select(request => request.At).Order().ToArray();
        var most = 0;
        for (int first = 0, last = 0; last < times.Length; last++)
        {
            while (times[last] - times[first] >= TimeSpan.FromMinutes(1))
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    private void Answered(int place, int generation, int status)
    {
        lock (gate)
        {
            if (generation == cleared)
            {
                seen[place] = seen[place] with { Status = status };
            }
        }
    }
}
