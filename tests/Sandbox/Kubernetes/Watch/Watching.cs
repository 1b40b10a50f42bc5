using System.Globalization;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Objects;
using Sandbox.Kubernetes.Storage;
using Sandbox.Kubernetes.Verbs;

namespace Sandbox.Kubernetes.Watch;

/// <summary>Answers a watch: where it starts, and the stream that follows.</summary>
internal sealed class Watching(Registry registry, WatchInterruptions interruptions, TimeSpan bookmarkInterval)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(45);

    public Answer Handle(ApiRequest request)
    {
        if (ListOptions.Read(request, out var refusal) is not { } options
            || !ListOptions.TryRevision(request, out var revision, out refusal)
            || (refusal = CheckInitialEvents(request)) is not null)
        {
            return refusal!;
        }

        if (revision > registry.Store.Revision)
        {
            return ApiStatus.TooNew(revision.Value, registry.Store.Revision);
        }

        return new Answer.Stream(context => StreamAsync(context, request, options, revision));
    }

    private async Task StreamAsync(HttpContext context, ApiRequest request, ListOptions options, long? revision)
    {
        context.Response.ContentType = "application/json";
        using var stop = interruptions.Link(context.RequestAborted);
        var writer = new WatchWriter(request, context.Response.BodyWriter);
        try
        {
            await context.Response.StartAsync(stop.Token);
            if (Start(request, options, revision, writer) is { } position)
            {
                await writer.FlushAsync(stop.Token);
                await new WatchStream(registry, request, options, writer, bookmarkInterval, interruptions).FollowAsync(position, Length(request), stop.Token);
            }

            await writer.FlushAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client went away or the server stops: the stream just ends.
        }
    }

    /// <summary>Writes what comes before the first change; null where the watch ends there.</summary>
    private ChangeNode? Start(ApiRequest request, ListOptions options, long? revision, WatchWriter writer)
    {
        var collection = registry.In(request.Type);
        var initialAsked = request.Parameter("sendInitialEvents");
        if (initialAsked == "true" || (initialAsked.Length == 0 && revision is null))
        {
            return WriteInitialState(collection, options, writer, closing: initialAsked == "true" && request.Flag("allowWatchBookmarks"));
        }

        if (revision is null)
        {
            return registry.Store.Snapshot(collection).Position;
        }

        if (registry.Store.PositionAt(collection, revision.Value) is { } position)
        {
            return position;
        }

        writer.Error(ApiStatus.TooOld(revision.Value, collection.OldestRevision));
        return null;
    }

    private ChangeNode WriteInitialState(Collection collection, ListOptions options, WatchWriter writer, bool closing)
    {
        var snapshot = registry.Store.Snapshot(collection);
        foreach (var stored in snapshot.Objects.Values.Where(options.Matches))
        {
            writer.Event("ADDED", stored);
        }

        if (closing)
        {
            writer.Bookmark(snapshot.Revision, endOfInitialEvents: true);
        }

        return snapshot.Position;
    }

    private static TimeSpan Length(ApiRequest request) =>
        int.TryParse(request.Parameter("timeoutSeconds"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : s_longest;

    private static ApiStatus? CheckInitialEvents(ApiRequest request)
    {
        var (asked, match) = (request.Parameter("sendInitialEvents"), request.Parameter("resourceVersionMatch"));
        FieldError? error = (asked.Length > 0, match) switch
        {
            (true, "NotOlderThan") or (false, "") => null,
            (true, _) => FieldErrors.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"),
            (false, _) => FieldErrors.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"),
        };
        return error is null ? null : ApiStatus.Invalid("meta.k8s.io", "ListOptions", "", [error]);
    }
}
