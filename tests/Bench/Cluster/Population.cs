using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bench.Servers;

namespace Bench.Cluster;

/// <summary>Puts the world into the cluster and takes it out again.</summary>
internal sealed class Population(HttpClient http, TimeProvider time)
{
    public const string Ingestions = "/apis/metadata-ingestion.io/v1alpha1/dbtcloudingestions";
    public const string CronJobs = "/apis/batch/v1/cronjobs";
    private const int AtOnce = 16;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    public static string PathOf(int resource) => $"{Ingestions[..^"/dbtcloudingestions".Length]}/namespaces/{Manifests.NamespaceOf(resource)}/dbtcloudingestions/{WorldShape.ResourceName(resource)}";

    public async Task CreateAsync(int resources, Manifests manifests, CancellationToken cancellationToken)
    {
        for (var number = 0; number < WorldShape.Namespaces; number++)
        {
            await PostAsync("/api/v1/namespaces", Manifests.Namespace(number), cancellationToken);
            foreach (var secret in Manifests.Secrets(number))
            {
                await PostAsync($"/api/v1/namespaces/{WorldShape.NamespaceName(number)}/secrets", secret, cancellationToken);
            }
        }

        await Parallel.ForAsync(0, resources, Many(cancellationToken), async (resource, token) =>
            await PostAsync(PathOf(resource)[..^(WorldShape.ResourceName(resource).Length + 1)], manifests.Ingestion(resource), token));
    }

    /// <summary>One more namespace, whose resources ask a dbt Cloud that is slow to answer.</summary>
    public async Task CreateNeighbourAsync(Manifests manifests, string slowDbtCloud, int resources, CancellationToken cancellationToken)
    {
        await PostAsync("/api/v1/namespaces", Manifests.Namespace(WorldShape.Neighbour), cancellationToken);
        foreach (var secret in Manifests.Secrets(0))
        {
            secret["metadata"]!["namespace"] = WorldShape.Neighbour;
            await PostAsync($"/api/v1/namespaces/{WorldShape.Neighbour}/secrets", secret, cancellationToken);
        }

        await Parallel.ForAsync(0, WorldShape.NeighbourResources, Many(cancellationToken), async (number, token) => await PostAsync(
            $"{Ingestions[..^"/dbtcloudingestions".Length]}/namespaces/{WorldShape.Neighbour}/dbtcloudingestions", manifests.Neighbour(number, slowDbtCloud, resources), token));
    }

    /// <summary>The place in history from which a watch misses nothing, and how many ingestions there are.</summary>
    public async Task<(string ResourceVersion, int Count)> ListAsync(CancellationToken cancellationToken)
    {
        using var response = await ServedAsync(cancellationToken);
        var list = await response.Content.ReadFromJsonAsync(ObjectsJson.Default.ListSeen, cancellationToken);
        return (list!.Metadata!.ResourceVersion!, list.Items!.Count);
    }

    /// <summary>A kind that has just become known is answered with 429, then with its list.</summary>
    private async Task<HttpResponseMessage> ServedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var response = await http.GetAsync(Ingestions, cancellationToken);
            if (response.StatusCode is not HttpStatusCode.TooManyRequests)
            {
                await CheckAsync(response, cancellationToken);
                return response;
            }

            response.Dispose();
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    public async Task<string> ResourceVersionOfCronJobsAsync(CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync(CronJobs + "?limit=1", ObjectsJson.Default.ListSeen, cancellationToken))!.Metadata!.ResourceVersion!;

    /// <summary>A merge patch, without reading what comes back.</summary>
    public async Task PatchAsync(string path, JsonObject patch, CancellationToken cancellationToken)
    {
        using var content = new StringContent(patch.ToJsonString(), Encoding.UTF8, "application/merge-patch+json");
        using var response = await http.PatchAsync(path, content, cancellationToken);
        await CheckAsync(response, cancellationToken);
    }

    /// <summary>Deletes every namespace that a bench has made, and waits until nothing of it is left.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var namespaces = await NamespacesAsync(cancellationToken);
        foreach (var name in namespaces)
        {
            // Owners first, so that nobody has to look for them, then what they own, then the rest.
            await DeleteAsync($"/apis/metadata-ingestion.io/v1alpha1/namespaces/{name}/dbtcloudingestions", cancellationToken);
            await DeleteAsync($"/apis/batch/v1/namespaces/{name}/cronjobs", cancellationToken);
            await DeleteAsync($"/api/v1/namespaces/{name}", cancellationToken);
        }

        while (namespaces.Count > 0 && (await NamespacesAsync(cancellationToken)).Count > 0)
        {
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> NamespacesAsync(CancellationToken cancellationToken)
    {
        var text = await http.GetStringAsync($"/api/v1/namespaces?labelSelector={Uri.EscapeDataString(Manifests.Label)}", cancellationToken);
        return [.. JsonNode.Parse(text)!["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>())];
    }

    private async Task PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(path, content, cancellationToken);
        await CheckAsync(response, cancellationToken);
    }

    private async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync(path + "?propagationPolicy=Background", cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict))
        {
            await CheckAsync(response, cancellationToken);
        }
    }

    private static async Task CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}: {await response.Content.ReadAsStringAsync(cancellationToken)}", null, response.StatusCode);
        }
    }

    private static ParallelOptions Many(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
}
