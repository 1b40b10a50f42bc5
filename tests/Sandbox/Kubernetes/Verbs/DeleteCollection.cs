using Sandbox.Kubernetes.Http;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Deletes all objects that selectors choose, and answers with the list of them.</summary>
internal sealed class DeleteCollection(Registry registry, Delete delete)
{
    public Answer Handle(ApiRequest request)
    {
        if (ListOptions.Read(request, out var refusal) is not { } options || DeleteOptions.Read(request, out refusal) is not { } how)
        {
            return refusal!;
        }

        var snapshot = registry.Store.Snapshot(registry.In(request.Type));
        var chosen = snapshot.Objects.Values.Where(options.Matches).ToList();
        foreach (var key in chosen.Select(static stored => stored.Key))
        {
            while (registry.Find(request.Type, key) is { } current && delete.Attempt(request.Type, current, how, out _) is null)
            {
                // Somebody wrote in between: look again.
            }
        }

        return ObjectAnswer.ForList(request, chosen, new ListMeta(registry.Store.Revision, null, null));
    }
}
