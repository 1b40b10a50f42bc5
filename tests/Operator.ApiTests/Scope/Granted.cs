using System.Text.Json.Nodes;
using Operator.ApiTests.Contract;
using Operator.ApiTests.Ingestions;
using Operator.ApiTests.Servers;
using Operator.ApiTests.Stories;
using Operator.Hosting;
using Operator.Outbound;
using Sandbox.Controllers;
using Sandbox.DbtCloud;
using Sandbox.Demo;
using Sandbox.OpenMetadata;
using Xunit;

namespace Operator.ApiTests.Scope;

/// <summary>
/// On a server with RBAC: a namespace of the operator's own with its account and the Lease's Role, two namespaces that it serves by the
/// Role of config/namespaced, and the outside around them.
/// </summary>
internal sealed class Granted : IAsyncDisposable
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1/~";
    private const string Account = "dbt-cloud-ingestion-operator";
    private readonly RunningServer _server;
    private readonly DbtCloudServer _dbtCloud;
    private readonly OpenMetadataServer _openMetadata;
    private readonly Space _own;

    private Granted(RunningServer server, Space own, Space one, Space two, DbtCloudServer dbtCloud, OpenMetadataServer openMetadata) =>
        (_server, _own, One, Two, _dbtCloud, _openMetadata) = (server, own, one, two, dbtCloud, openMetadata);

    public Space One { get; }

    public Space Two { get; }

    private static string Config => Path.Combine(Checkout.Find().Top, "config");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="change">Takes rights away from what both Roles grant.</param>
    public static async Task<Granted> OnAsync(RunningServer server, Action<JsonArray>? change = null)
    {
        var granted = new Granted(
            server,
            await Space.OpenAsync(server),
            await Space.OpenAsync(server),
            await Space.OpenAsync(server),
            await DbtCloudServer.StartAsync(DemoWorld.At(TimeProvider.System.GetUtcNow()), cancellationToken: Cancelled),
            await OpenMetadataServer.StartAsync(OpenMetadataWorld.Demo(), cancellationToken: Cancelled));
        await IngestionKind.InstallAsync(granted._own);
        (await granted._own.Post("/api/v1/~/serviceaccounts", $$$"""{"metadata":{"name":"{{{Account}}}"}}""")).Created();
        await granted.ApplyAsync(granted._own, Path.Combine(Config, "rbac", "own-namespace.yaml"));
        await granted.GrantAsync(granted.One, change);
        await granted.GrantAsync(granted.Two, change);
        return granted;
    }

    public Task GrantAsync(Space space, Action<JsonArray>? change = null) => ApplyAsync(space, Path.Combine(Config, "namespaced", "rights", "operator.yaml"), change);

    /// <summary>Takes the Role away by which the Lease is held.</summary>
    public async Task WithoutLeaseAsync() => (await _own.Delete($"{Rbac}/roles/{Account}-own")).Ok();

    /// <summary>Declares an ingestion with its Secrets, as somebody of that namespace would.</summary>
    public async Task DeclareAsync(Space space, string name)
    {
        foreach (var secret in (JsonObject[])
            [Manifests.Secret("dbt-cloud", "token", DemoWorld.Token, space.Name), Manifests.Secret("openmetadata-bot", "jwtToken", _openMetadata.World.Bots[0].Token, space.Name)])
        {
            (await space.Post("/api/v1/~/secrets", secret.ToJsonString())).Created();
        }

        var ingestion = Manifests.Ingestion(name, _dbtCloud.Address, _openMetadata.Api);
        ingestion["metadata"]!["namespace"] = space.Name;
        (await space.Post(IngestionKind.Path, ingestion.ToJsonString())).Created();
    }

    public static Task<Answer> UntilReadyAsync(Space space, string name) =>
        space.Until($"{IngestionKind.Path}/{name}", ingestion => ingestion.Body.AsObject().Condition("Ready").Text("status") == "True");

    /// <summary>The operator that serves both namespaces under the account's own token.</summary>
    public async Task<RestrictedOperator> StartOperatorAsync(bool watchSecrets = true)
    {
        var token = (await _own.Post($"/api/v1/~/serviceaccounts/{Account}/token", """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":3600}}""")).Created();
        return new RestrictedOperator(_server.Kubeconfig, token["status.token"]!, _own.Name, new OperatorOptions
        {
            Scope = new([One.Name, Two.Name], WatchSecrets: watchSecrets),
            Plan = new Operator.Plan.PlanOptions { FetchImage = "dbt-cloud-ingestion-operator:granted" },
            Outbound = new OutboundOptions { AllowInsecureEndpoints = true, AllowedCidrs = [System.Net.IPNetwork.Parse("127.0.0.0/8")] },
        });
    }

    public async ValueTask DisposeAsync()
    {
        One.Dispose();
        Two.Dispose();
        _own.Dispose();
        await _dbtCloud.DisposeAsync();
        await _openMetadata.DisposeAsync();
    }

    private async Task ApplyAsync(Space space, string file, Action<JsonArray>? change = null)
    {
        foreach (var item in ManifestFile.Read(file))
        {
            item["metadata"]!["namespace"] = space.Name;
            if (item["subjects"] is JsonArray subjects)
            {
                subjects[0]!["namespace"] = _own.Name;
            }
            else
            {
                change?.Invoke(item["rules"]!.AsArray());
            }

            var plural = item.Text("kind") == "Role" ? "roles" : "rolebindings";
            (await space.Apply($"{Rbac}/{plural}/{item.NameOf()}", "tests", item.ToJsonString(), force: true)).Accepted();
        }
    }
}
