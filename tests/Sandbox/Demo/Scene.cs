using System.Text.Json.Nodes;
using System.Threading.Channels;
using Sandbox.Controllers;

namespace Sandbox.Demo;

/// <summary>The objects that the demo looks at, kept current by watches.</summary>
internal sealed class Scene
{
    private readonly Channel<string> changed = Channel.CreateUnbounded<string>();
    private readonly string name;
    private readonly Reflector ingestions;
    private readonly Reflector cronJobs;
    private readonly Reflector jobs;

    public Scene(ApiConnection api, JsonObject sample, TimeProvider time)
    {
        name = sample.NameOf();
        ingestions = new Reflector(api, $"/apis/metadata-ingestion.io/v1alpha1/namespaces/{sample.NamespaceOf()}/dbtcloudingestions", changed.Writer, time);
        cronJobs = new Reflector(api, $"/apis/batch/v1/namespaces/{sample.NamespaceOf()}/cronjobs", changed.Writer, time);
        jobs = new Reflector(api, $"/apis/batch/v1/namespaces/{sample.NamespaceOf()}/jobs", changed.Writer, time);
    }

    public JsonObject? Ingestion => ingestions.All().FirstOrDefault(item => item.NameOf() == name);

    public IReadOnlyList<JsonObject> CronJobs => [.. cronJobs.All().Where(Ours)];

    public IReadOnlyList<JsonObject> Jobs => [.. jobs.All().Where(Ours)];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(ingestions.RunAsync(cancellationToken), cronJobs.RunAsync(cancellationToken), jobs.RunAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
    }

    /// <summary>Waits for the next change; false when it was told to wait no longer.</summary>
    public async Task<bool> ChangedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await changed.Reader.WaitToReadAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        while (changed.Reader.TryRead(out _))
        {
        }

        return true;
    }

    private bool Ours(JsonObject item) => item.Text("metadata", "labels", "metadata-ingestion.io/ingestion") == name;
}
