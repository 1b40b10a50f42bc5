using System.Globalization;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Lists a snapshot, in pages where a limit asks for them.</summary>
internal sealed class List(Registry registry)
{
    private const string ContinueExpired =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.";

    public Answer Handle(ApiRequest request)
    {
        if (ListOptions.Read(request, out var refusal) is not { } options || !ListOptions.TryRevision(request, out var revision, out refusal))
        {
            return refusal!;
        }

        var token = request.Parameter("continue") is { Length: > 0 } text ? ContinueToken.Decode(text) : null;
        if (token is null && request.Parameter("continue").Length > 0)
        {
            return ApiStatus.BadRequest("invalid continue token: continue key is not valid: encoded continue token is not valid");
        }

        return Snapshot(request, token, revision, out refusal) is { } snapshot ? Page(request, options, snapshot, token) : refusal!;
    }

    private Snapshot? Snapshot(ApiRequest request, ContinueToken? token, long? revision, out ApiStatus? refusal)
    {
        refusal = null;
        var collection = registry.In(request.Type);
        if (token is not null)
        {
            var continued = registry.Store.SnapshotAt(collection, token.Revision);
            refusal = continued is null ? ApiStatus.Expired(ContinueExpired) : null;
            return continued;
        }

        if (revision > registry.Store.Revision)
        {
            refusal = ApiStatus.TooNew(revision.Value, registry.Store.Revision);
            return null;
        }

        if (revision is { } exact && request.Parameter("resourceVersionMatch") == "Exact")
        {
            var past = registry.Store.SnapshotAt(collection, exact);
            refusal = past is null ? ApiStatus.Expired($"The resourceVersion for the provided list is too old.") : null;
            return past;
        }

        return registry.Store.Snapshot(collection);
    }

    private static Answer Page(ApiRequest request, ListOptions options, Snapshot snapshot, ContinueToken? token)
    {
        var matching = snapshot.Objects.Values.Where(options.Matches);
        if (token is not null)
        {
            matching = matching.Where(stored => stored.Key.CompareTo(token.After) > 0);
        }

        var limited = int.TryParse(request.Parameter("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0;
        var all = matching.ToList();
        if (!limited || all.Count <= limit)
        {
            return ObjectAnswer.ForList(request, all, new ListMeta(snapshot.Revision, null, null));
        }

        var page = all[..limit];
        // The count is not told where selectors would make it a guess.
        long? remaining = options.Labels.IsEmpty && options.Fields.IsEmpty ? all.Count - limit : null;
        return ObjectAnswer.ForList(request, page, new ListMeta(snapshot.Revision, new ContinueToken(snapshot.Revision, page[^1].Key).Encode(), remaining));
    }
}
