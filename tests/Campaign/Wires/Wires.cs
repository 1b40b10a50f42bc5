using Campaign.Faults;

namespace Campaign.Wires;

/// <summary>All connections of one operator process: whatever it sends is numbered, noted, and met by the faults that are in force.</summary>
internal sealed class Wires(string process, FaultBook faults, CallLog log, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _torn = new();
    /// <summary>More than anything needs that is done with a pause after a failure.</summary>
    private const int MostAtOnce = 1_000;

    private static readonly TimeSpan s_breath = TimeSpan.FromSeconds(10);

    private int _calls;
    private long _moment;
    private int _atOnce;

    /// <summary>Closed: requests do not arrive.</summary>
    public Gate There { get; } = new();

    /// <summary>Closed: answers do not arrive, those of open watches included.</summary>
    public Gate Back { get; } = new();

    /// <summary>Closed: open watches say nothing, and all else goes on.</summary>
    public Gate Watches { get; } = new();

    /// <summary>The same of the watch of ingestions alone.</summary>
    public Gate WatchesOfIngestions { get; } = new();

    public bool Refused { get; set; }

    public bool IsTorn => _torn.IsCancellationRequested;

    public int Calls => Volatile.Read(ref _calls);

    public FaultBook Faults => faults;

    public CallLog Log => log;

    public TimeProvider Time => time;

    /// <summary>Cancelled when the process has died: nothing that it sends from then on arrives, and it hears nothing.</summary>
    public CancellationToken Torn => _torn.Token;

    public Call Number(Target target, HttpRequestMessage request) => new(
        Interlocked.Increment(ref _calls), process, target, request.Method.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query);

    /// <summary>Calls without a pause would never let time pass: that is noted, and the process is held for a while.</summary>
    public async Task BreatheAsync(Call call, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _moment, time.GetTimestamp()) != time.GetTimestamp())
        {
            Volatile.Write(ref _atOnce, 0);
        }

        if (Interlocked.Increment(ref _atOnce) > MostAtOnce)
        {
            log.Race(call);
            await Task.Delay(s_breath, time, cancellationToken);
        }
    }

    public void TellAll()
    {
        Watches.Open();
        WatchesOfIngestions.Open();
    }

    public void Tear() => _torn.Cancel();

    public void Dispose() => _torn.Dispose();
}
