using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Storage;
using Sandbox.Kubernetes.Verbs;

namespace Sandbox.Kubernetes.Watch;

/// <summary>Follows a collection's history from a position until time is up.</summary>
internal sealed class WatchStream(
    Registry registry,
    ApiRequest request,
    ListOptions options,
    WatchWriter writer,
    TimeSpan bookmarkInterval,
    WatchInterruptions interruptions)
{
    private readonly bool _bookmarks = request.Flag("allowWatchBookmarks");
    private long _told;

    public async Task FollowAsync(ChangeNode position, TimeSpan length, CancellationToken cancellationToken)
    {
        using var finished = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var end = Task.Delay(length, registry.Time, finished.Token);
        var tick = Tick(finished.Token);
        while (!end.IsCompleted)
        {
            position = WriteUpToNow(position);
            await writer.FlushAsync(cancellationToken);
            await Task.WhenAny(interruptions.Silent ? tick : position.Next, end, tick);
            cancellationToken.ThrowIfCancellationRequested();
            if (tick.IsCompleted)
            {
                WriteBookmark(position);
                tick = Tick(finished.Token);
            }
        }

        WriteBookmark(WriteUpToNow(position));
        await finished.CancelAsync();
    }

    private Task Tick(CancellationToken cancellationToken) => Task.Delay(bookmarkInterval, registry.Time, cancellationToken);

    private ChangeNode WriteUpToNow(ChangeNode position)
    {
        while (!interruptions.Silent && position.NextIfThere is { } next)
        {
            position = next;
            if (next.Change is { } change && WatchEvents.Of(change, options) is var (type, stored))
            {
                writer.Event(type, stored);
                _told = change.Revision;
            }
        }

        return position;
    }

    private void WriteBookmark(ChangeNode position)
    {
        if (_bookmarks && !interruptions.Silent && registry.Store.RevisionIfLatest(registry.In(request.Type), position) is { } revision && revision > _told)
        {
            writer.Bookmark(revision);
            _told = revision;
        }
    }
}
