using System.IO.Compression;
using k8s;
using k8s.Authentication;
using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Cluster.Watching;
using Xunit;

namespace Operator.Tests.Cluster.Api;

/// <summary>What is said on the wire, against a real server.</summary>
public sealed class ApiConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_Lease_has_a_connection_of_its_own_beside_the_one_that_everything_else_shares()
    {
        await using var server = await Wire.ServeAsync(TestAuthority.OfLocalhost);
        var configuration = new KubernetesClientConfiguration { Host = $"https://localhost:{server.Port}", SslCaCerts = [TestAuthority.Certificate] };

        await Wire.AskAsync(configuration, request: new ApiRequest(HttpMethod.Get, ApiResource.Leases.Named("data", "a")) { ForLease = true });

        Assert.Equal("HTTP/1.1", Assert.Single(server.Requests).Protocol);
    }

    [Fact]
    public async Task A_service_accounts_token_is_sent_and_the_operator_says_who_it_is()
    {
        await using var server = await Wire.ServeAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "the-token\n", Token);

        await Wire.AskAsync(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{server.Port}", TokenProvider = new TokenFileAuth(file) });
        File.Delete(file);

        var asked = Assert.Single(server.Requests);
        Assert.Equal("Bearer the-token", asked.Authorization);
        Assert.Matches(@"^dbt-cloud-ingestion-operator/\d+\.\d+\.\d+$", asked.UserAgent);
    }

    [Fact]
    public async Task A_kubeconfig_is_read()
    {
        await using var server = await Wire.ServeAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            $$"""
            apiVersion: v1
            kind: Config
            current-context: there
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:{{server.Port}}/prefix/"} }]
            users: [{name: u, user: {token: from-the-kubeconfig} }]
            contexts: [{name: there, context: {cluster: c, user: u} }]
            """,
            Token);

        await Wire.AskAsync(ApiConnection.Load(file));
        File.Delete(file);

        var asked = Assert.Single(server.Requests);
        Assert.Equal(("Bearer from-the-kubeconfig", "/prefix/api/v1/namespaces/data/secrets/a"), (asked.Authorization, asked.Target));
    }

    [Fact]
    public async Task A_compressed_answer_is_asked_for_and_read()
    {
        var asked = "";
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            asked = context.Request.Headers.AcceptEncoding.ToString();
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await zip.WriteAsync(Given.Bytes("""{"metadata":{"uid":"zipped"}}"""));
        });

        var answer = await Wire.AskAsync(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{server.Port}" });

        Assert.Equal(("gzip", "zipped"), (asked, answer.Body!.Metadata!.Uid));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_value()
    {
        var server = await Wire.ServeAsync();
        var port = server.Port;
        await server.DisposeAsync();

        var answer = await Wire.AskAsync(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{port}" });

        Assert.Contains("could not be reached", answer.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_is_open_once_the_server_has_accepted_it_though_nothing_happens()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var configuration = new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{server.Port}" };
        using var api = new ApiClient(ApiConnection.From(configuration), new ApiOptions(), TimeProvider.System, Leadership.WithoutElection(TimeProvider.System));

        using var opened = (await api.OpenAsync(ApiResource.Ingestions.In(null).With("watch", "true"), ApiRequest.Json, Token)).Body;

        Assert.NotNull(opened);
    }

    /// <summary>Neither end closes such a connection: over TLS a ping finds it, over plain HTTP the end of the watch has to.</summary>
    [Fact]
    public void A_server_that_went_away_without_a_word_is_missed_within_a_minute()
    {
        using var handler = Assert.IsType<SocketsHttpHandler>(ApiConnection.From(new KubernetesClientConfiguration { Host = "https://api.example" }).Handler);
        var plain = WatchOptions.For(new Uri("http://api.example"));

        Assert.Equal(HttpKeepAlivePingPolicy.Always, handler.KeepAlivePingPolicy);
        Assert.InRange(handler.KeepAlivePingDelay + handler.KeepAlivePingTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.InRange((2 * plain.WatchFor) + plain.Slack, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }
}
