using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Cleanup;

/// <summary>The one loop behind the server: follows every change and removes what has lost its reason to exist.</summary>
internal sealed class BackgroundCleanup(Store store, GarbageCollector garbage, NamespaceCleanup namespaces, DefinitionCleanup definitions)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in store.Changes.ReadAllAsync(cancellationToken))
            {
                garbage.Observe(change);
                namespaces.Observe(change);
                definitions.Observe(change);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }
}
