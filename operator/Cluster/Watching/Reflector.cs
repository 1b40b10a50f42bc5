using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using Operator.Cluster.Api;
using Operator.Resource;

namespace Operator.Cluster.Watching;

/// <summary>Which objects are reflected, and how they are asked for and read.</summary>
/// <param name="MetadataOnly">The server sends PartialObjectMetadata: the content never leaves it.</param>
/// <param name="IsLabelled">Objects belong to the ingestion that their label names; others are told under their own name.</param>
internal sealed record Reflected<T>(
    ApiResource Resource, string? Namespace, string? LabelSelector, JsonTypeInfo<T> Type, bool MetadataOnly = false, string? FieldSelector = null, bool IsLabelled = false);

/// <summary>How a change came to be known.</summary>
internal enum Told
{
    /// <summary>By an event of a watch: just now.</summary>
    Happened,

    /// <summary>By a list, together with all else that exists.</summary>
    Listed,
}

/// <summary>
/// Keeps a store equal to what the API server holds: a list, then a watch from there, again and again. An expired or broken
/// watch leads to a new list, whose differences, deletions included, are told like events.
/// </summary>
internal sealed partial class Reflector<T>(
    ApiClient api,
    Reflected<T> reflected,
    Store<T> store,
    WatchOptions options,
    TimeProvider time,
    Func<double> random,
    ILogger logger) : IReflector
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ReconnectPause _pause = new(random);
    private readonly Lister<T> _lister = new(api, reflected, options);
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>From here the next watch goes on; null means that a list is needed.</summary>
    private string? _version;

    private string? _lastWarning;
    private long _lastProgress = time.GetTimestamp();
    private volatile string? _refused;

    public string What => reflected.Namespace is null ? $"{reflected.Resource}" : $"{reflected.Resource} in {reflected.Namespace}";

    public string Resource => $"{reflected.Resource}";

    public int Unreadable => store.Unreadable.Count;

    /// <summary>Completes with the first list.</summary>
    public Task Synced => _synced.Task;

    /// <summary>Since the last event, bookmark, list or attempt, a failed one included: a loop that turns is not stuck.</summary>
    public TimeSpan SinceProgress => time.GetElapsedTime(Volatile.Read(ref _lastProgress));

    public string? RefusedBecause => _refused;

    public async Task RunAsync(Action<IngestionKey, Told> changed, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var attempt = _version is null ? await ListAsync(changed, cancellationToken) : await WatchAsync(_version, changed, cancellationToken);
                Tell(attempt);
                Progress();
                await Task.Delay(_pause.After(attempt), time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _synced.TrySetCanceled(cancellationToken);
        }
    }

    private async Task<Attempt> ListAsync(Action<IngestionKey, Told> changed, CancellationToken cancellationToken)
    {
        var answer = await _lister.ListAsync(ListBegins, ListGoesOn, Progress, cancellationToken);
        if (answer.Body is not { } version)
        {
            return Refused("list", answer.Failure!);
        }

        _refused = null;
        var unreadable = store.Unreadable.ListEnds();
        Announce([.. store.ListEnds(version), .. unreadable.Select(KeyOf)], Told.Listed, changed);
        _version = version;
        Log.Listed(logger, reflected.Resource, version);
        _synced.TrySetResult();
        return new Attempt.Completed();
    }

    private void ListBegins()
    {
        store.ListBegins();
        store.Unreadable.ListBegins();
    }

    private void ListGoesOn(Decoded<T> item)
    {
        if (Kept(item, read => store.ListGoesOn([read])) is { } broken && store.Unreadable.ListGoesOn(broken))
        {
            Log.Unreadable(logger, reflected.Resource, broken.Name, broken.Why, broken.Path);
        }
    }

    /// <summary>
    /// Null where it was read and kept. What may go wrong with one object ends here: were it to end the loop, that object would
    /// stop the operator for everybody, again after each restart.
    /// </summary>
    private static UnreadableObject? Kept(Decoded<T> item, Action<T> keep)
    {
        if (item is not Decoded<T>.Readable(var read))
        {
            return ((Decoded<T>.Unreadable)item).Object;
        }

        try
        {
            keep(read);
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return UnreadableObject.From(read, "it was read, and yet cannot be kept");
        }
    }

    private async Task<Attempt> WatchAsync(string version, Action<IngestionKey, Told> changed, CancellationToken cancellationToken)
    {
        var seconds = Math.Ceiling(options.WatchFor.TotalSeconds * (1 + random()));
        using var watchdog = new Watchdog(TimeSpan.FromSeconds(seconds) + options.Slack, options.LongestSilence, time, cancellationToken);
        try
        {
            var opened = await api.OpenAsync(PathFrom(version, seconds), _lister.Accept(ApiRequest.MetadataOfOne), watchdog.Token);
            return opened.Body is { } response ? await FollowAsync(response, watchdog, changed) : NotOpened(opened.Failure!);
        }
        catch (OperationCanceledException) when (watchdog.HasBarked && !cancellationToken.IsCancellationRequested)
        {
            return new Attempt.Failed("the watch was silent for too long");
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // Cut by a restart of the server or something in between: the next one goes on where this one was.
            return new Attempt.Failed($"the watch was cut: {exception.Message}");
        }
    }

    private async Task<Attempt> FollowAsync(HttpResponseMessage response, Watchdog watchdog, Action<IngestionKey, Told> changed)
    {
        using (response)
        {
            _refused = null;
            var began = time.GetTimestamp();
            var events = 0;
            await using var stream = await response.Content.ReadAsStreamAsync(watchdog.Token);
            await foreach (var happened in WatchStream.ReadAsync(stream, reflected.Type, watchdog.Token))
            {
                events++;
                watchdog.Heard();
                Progress();
                if (happened is WatchEvent<T>.Failed failed)
                {
                    _version = null;
                    return new Attempt.Failed($"the watch ended with code {failed.Code}: {failed.Message}");
                }

                Take(happened, changed);
            }

            var isEmpty = events == 0 && time.GetElapsedTime(began) < TimeSpan.FromSeconds(1);
            return isEmpty ? new Attempt.Failed("the watch ended at once") : new Attempt.Completed();
        }
    }

    private void Take(WatchEvent<T> happened, Action<IngestionKey, Told> changed)
    {
        switch (happened)
        {
            case WatchEvent<T>.Changed(var item):
                Put(item, changed);
                GoOnFrom(item.Metadata.ResourceVersion);
                break;
            case WatchEvent<T>.Deleted(var item):
                store.Unreadable.Remove(ObjectName.Of(item));
                Announce(store.Remove(item), Told.Happened, changed);
                GoOnFrom(item.Metadata.ResourceVersion);
                break;
            case WatchEvent<T>.Bookmark(var version):
                store.Tell(version);
                GoOnFrom(version);
                break;
            case WatchEvent<T>.Unreadable(var broken, var isGone):
                Lose(broken, isGone, changed);
                GoOnFrom(broken.ResourceVersion);
                break;
            default:
                break;
        }
    }

    private void Put(T item, Action<IngestionKey, Told> changed)
    {
        IReadOnlyCollection<IngestionKey> touched = [];
        if (Kept(new Decoded<T>.Readable(item), read => touched = store.Put(read)) is { } broken)
        {
            Lose(broken, isGone: false, changed);
            return;
        }

        store.Unreadable.Remove(ObjectName.Of(item));
        Announce(touched, Told.Happened, changed);
    }

    /// <summary>What was known of it before it could not be read is known no more; its ingestion hears of it, to tell or to wait.</summary>
    private void Lose(UnreadableObject broken, bool isGone, Action<IngestionKey, Told> changed)
    {
        if (isGone)
        {
            store.Unreadable.Remove(broken.Name);
        }
        else if (store.Unreadable.Put(broken))
        {
            Log.Unreadable(logger, reflected.Resource, broken.Name, broken.Why, broken.Path);
        }

        store.Tell(broken.ResourceVersion);
        Announce([.. store.Lose(broken.Name).Append(KeyOf(broken)).Distinct()], Told.Happened, changed);
    }

    private IngestionKey KeyOf(UnreadableObject broken) => new(broken.Name.Namespace, reflected.IsLabelled ? broken.Ingestion ?? "" : broken.Name.Name);

    private void GoOnFrom(string? version) => _version = string.IsNullOrEmpty(version) ? _version : version;

    private static void Announce(IReadOnlyCollection<IngestionKey> touched, Told told, Action<IngestionKey, Told> changed)
    {
        foreach (var key in touched)
        {
            changed(key, told);
        }
    }

    private void Progress() => Volatile.Write(ref _lastProgress, time.GetTimestamp());

    private ApiPath PathFrom(string version, double seconds) => _lister.Collection
        .With("watch", "true")
        .With("allowWatchBookmarks", "true")
        .With("resourceVersion", version)
        .With("timeoutSeconds", seconds.ToString(CultureInfo.InvariantCulture));

    private Attempt.Failed NotOpened(ApiFailure failure)
    {
        if (failure.Code == 410)
        {
            _version = null;
        }

        return Refused("watch", failure);
    }

    private Attempt.Failed Refused(string verb, ApiFailure failure)
    {
        _refused = Refusal.InShort(verb, reflected.Resource, reflected.Namespace, failure);
        return new(Refusal.Explain(verb, reflected.Resource, reflected.Namespace, failure), failure.RetryAfter);
    }

    /// <summary>The same trouble is told once, not at every attempt.</summary>
    private void Tell(Attempt attempt)
    {
        if (attempt is Attempt.Failed failed && failed.Why != _lastWarning)
        {
            Log.Failed(logger, reflected.Resource, failed.Why);
        }

        _lastWarning = (attempt as Attempt.Failed)?.Why;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Listed {Resource} at version {Version}")]
        public static partial void Listed(ILogger logger, ApiResource resource, string version);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Following {Resource} failed, trying again: {Why}")]
        public static partial void Failed(ILogger logger, ApiResource resource, string why);

        [LoggerMessage(Level = LogLevel.Error, Message = "An object of {Resource} cannot be read and is passed over: {Name}: {Why}, at {Path}")]
        public static partial void Unreadable(ILogger logger, ApiResource resource, ObjectName name, string why, string path);
    }
}
