using System.Threading.Channels;
using Operator.Cluster.Api;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>Follows one ingestion for a person's command, by the operator's own list and watch.</summary>
internal sealed class OneWatch
{
    private readonly Store<DbtCloudIngestion> _store = new(Objects.Ingestion, ingestion => ingestion.Key);
    private readonly Channel<string?> _news = Channel.CreateUnbounded<string?>();
    private readonly Reflector<DbtCloudIngestion> _reflector;
    private readonly ObjectName _name;

    public OneWatch(ApiClient api, IngestionKey key, WatchOptions options, TimeProvider time, Func<double> random)
    {
        _name = new ObjectName(key.Namespace, key.Name);
        var reflected = new Reflected<DbtCloudIngestion>(ApiResource.Ingestions, key.Namespace, null, Objects.Ingestion, FieldSelector: $"metadata.name={key.Name}");
        _reflector = new Reflector<DbtCloudIngestion>(api, reflected, _store, options, time, random, new Ear(_news.Writer));
    }

    /// <summary>As it was last told; null before the first list, and when it is gone.</summary>
    public DbtCloudIngestion? Now => _store.Find(_name);

    public bool IsListed => _reflector.Synced.IsCompletedSuccessfully;

    /// <summary>Why the API server will not let this person follow it; null for trouble that passes by itself.</summary>
    public string? Refused => _reflector.RefusedBecause;

    /// <summary>One entry whenever there is something to look at: null for a change, a sentence for trouble on the way.</summary>
    public ChannelReader<string?> News => _news.Reader;

    /// <summary>Asks for another look: time has passed, although nothing was told.</summary>
    public void Ring() => _news.Writer.TryWrite(null);

    /// <summary>Runs until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_reflector.RunAsync((_, _) => Ring(), cancellationToken), RingOnceListedAsync());

    /// <summary>A list without it is told to nobody, and yet is an answer.</summary>
    private Task RingOnceListedAsync() => _reflector.Synced.ContinueWith(_ => Ring(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>Hears the reflector's warnings, which it tells once each.</summary>
    private sealed class Ear(ChannelWriter<string?> news) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                news.TryWrite(formatter(state, exception));
            }
        }
    }
}
