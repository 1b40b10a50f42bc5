using Operator.Outbound;
using Operator.Resource;

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
        var fitting = calls.Where(call => CheckOf(call.Url) == check && (about.Count == 0 || about.Any(word => call.Url.PathAndQuery.Contains(word, StringComparison.Ordinal)))).ToList();
        return fitting.Count == 0 ? null : new TimeSpan(fitting.Sum(call => call.Took.Ticks));
    }

    private static string? CheckOf(Uri url) => url.PathAndQuery switch
    {
        var path when path.EndsWith("/jobs/?limit=1", StringComparison.Ordinal) => CheckNames.ApiConnectivity,
        // Of one run: its files, its steps, the beginning of its manifest.
        var path when path.Contains("/runs/", StringComparison.Ordinal) && !path.Contains("/runs/?", StringComparison.Ordinal) => CheckNames.Artifacts,
        var path when path.Contains("/api/v2/accounts/", StringComparison.Ordinal) => CheckNames.RecentRunFound,
        var path when path.EndsWith("/system/version", StringComparison.Ordinal) => CheckNames.OpenMetadata,
        var path when path.Contains("/users/", StringComparison.Ordinal) || path.Contains("/bots/", StringComparison.Ordinal) => CheckNames.BotToken,
        var path when path.Contains("/v1/", StringComparison.Ordinal) => CheckNames.DatabaseService,
        _ => null,
    };
}
