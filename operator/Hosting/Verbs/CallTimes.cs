using Operator.Hosting.Measuring;
using Operator.Outbound;

namespace Operator.Hosting.Verbs;

/// <summary>Measures how long each answer of the outside took, for the durations beside the ticks.</summary>
internal sealed class CallTimes(IOutboundCalls calls, TimeProvider time) : IOutboundCalls
{
    private readonly Lock _lock = new();
    private readonly List<(Uri Url, TimeSpan Took)> _taken = [];

    public async Task<OutboundAnswer<T>> AskAsync<T>(
        OutboundCall call, Func<OutboundResponse, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var answer = await calls.AskAsync(call, read, cancellationToken);
        lock (_lock)
        {
            _taken.Add((call.Url, time.GetElapsedTime(since)));
        }

        return answer;
    }

    /// <summary>A person waits for the answer: each call takes its turn when it comes.</summary>
    public TimeSpan UntilTurn(OutboundCall call, string who, bool urgent) => TimeSpan.Zero;

    /// <summary>What was measured since the last time.</summary>
    public Durations Take()
    {
        lock (_lock)
        {
            var durations = new Durations([.. _taken]);
            _taken.Clear();
            return durations;
        }
    }
}

/// <summary>The calls of one test, told apart by what they ask.</summary>
internal sealed class Durations(IReadOnlyList<(Uri Url, TimeSpan Took)> calls)
{
    /// <summary>Null where the check cost no call of its own: AccountAccess is proven by the very call that proves ApiConnectivity.</summary>
    /// <param name="about">Words of which the address has to hold one, such as the id of a filter's job; none for all calls.</param>
    public TimeSpan? Of(string check, params IReadOnlyList<string> about)
    {
        var fitting = calls.Where(call => CheckOfCall.Of(call.Url) == check && (about.Count == 0 || about.Any(word => call.Url.PathAndQuery.Contains(word, StringComparison.Ordinal)))).ToList();
        return fitting.Count == 0 ? null : new TimeSpan(fitting.Sum(call => call.Took.Ticks));
    }
}
