using System.Threading.Channels;
using Operator.Cluster.Api;
using Operator.Cluster.Watching;
using Operator.Resource;
using Operator.Tests.Engine;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

/// <summary>A reflector of ingestions that runs against an API server that the test plays.</summary>
public abstract class ReflectorTest : IAsyncDisposable
{
    private protected const string Collection = "/apis/metadata-ingestion.io/v1alpha1/dbtcloudingestions";

    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private protected ReflectorTest()
    {
        Reflector = new Reflector<DbtCloudIngestion>(
            Api.Client(Time),
            new Reflected<DbtCloudIngestion>(ApiResource.Ingestions, null, null, Objects.Ingestion),
            Store,
            new WatchOptions { FirstPage = 2, PageBytes = 4096, LargestPage = 10 },
            Time,
            () => 1,
            Log);
        _running = Reflector.RunAsync((key, _) => _changed.Writer.TryWrite(key.Name), _stop.Token);
    }

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static TimeSpan FirstPause => TimeSpan.FromSeconds(0.8);

    private protected ScriptedApi Api { get; } = new();

    private protected TimerTime Time { get; } = new();

    private protected LogLines Log { get; } = new();

    private protected Store<DbtCloudIngestion> Store { get; } = new(Objects.Ingestion, ingestion => ingestion.Key);

    private protected Reflector<DbtCloudIngestion> Reflector { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected DbtCloudIngestion? Find(string name) => Store.Find(new ObjectName("data", name));

    /// <summary>Answers the list; the watch that follows is returned.</summary>
    private protected async Task<Call> ListedAsync(params string[] items)
    {
        (await Api.NextAsync()).Json(Given.List(10, items));
        return await Api.NextAsync();
    }

    private protected async Task<List<string>> ChangesAsync(int count)
    {
        List<string> names = [];
        while (names.Count < count)
        {
            names.Add(await _changed.Reader.ReadAsync(Token));
        }

        return names;
    }
}
