using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Cluster.Leading;

/// <summary>One replica that takes part in the election, with a clock of its own.</summary>
internal sealed class Candidate : IAsyncDisposable
{
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <summary>Begins when a request is about to be sent.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(41);

    private readonly CancellationTokenSource _stop = new();
    private readonly ApiClient _api;

    public Candidate(ApiConnection connection, string @namespace, string identity)
    {
        Leadership = new Leadership(Time);
        _api = new ApiClient(connection, new ApiOptions { CallTimeout = CallTimeout }, Time, Leadership);
        Running = new LeaderElector(_api, new LeaseOptions(@namespace, "operator", identity), Leadership, Time, () => 0, Log).RunAsync(_stop.Token);
    }

    public TimerTime Time { get; } = new();

    public Leadership Leadership { get; }

    public Task Running { get; }

    public LogLines<LeaderElector> Log { get; } = new();

    public bool IsLeading => Leadership.IsLeading;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Waits until it has tried and pauses, or has ended.</summary>
    public Task TriedAsync() => Task.WhenAny(Time.BegunAsync(Retry, Token), Running);

    /// <summary>From one pause to the next, as often as said.</summary>
    public async Task TryAgainAsync(int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            Time.Advance(Retry);
            await TriedAsync();
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _api.Dispose();
    }
}
