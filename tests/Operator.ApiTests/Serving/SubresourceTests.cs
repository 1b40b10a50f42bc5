using System.Net;
using Xunit;

namespace Operator.ApiTests.Serving;

/// <summary>Logs and scale, as kubectl logs and kubectl scale use them.</summary>
public sealed class SubresourceTests
{
    private const string Pod = """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"x:1"}]}}""";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_comes_from_whoever_runs_the_pod()
    {
        await using var served = await Served.StartAsync();
        using var pod = await served.SendAsync(HttpMethod.Post, Pods, Pod);
        served.Server.PodLogs.Source = static (_, name, _) => $"one\ntwo\n{name}\n";

        Assert.Equal("one\ntwo\np\n", await served.Http.GetStringAsync($"{Pods}/p/log", Cancelled));
        Assert.Equal("two\np\n", await served.Http.GetStringAsync($"{Pods}/p/log?tailLines=2", Cancelled));
        Assert.Equal("two\n", await served.Http.GetStringAsync($"{Pods}/p/log?tailLines=2&limitBytes=4", Cancelled));
    }

    [Fact]
    public async Task A_pod_that_has_not_started_has_no_log()
    {
        await using var served = await Served.StartAsync();
        using var pod = await served.SendAsync(HttpMethod.Post, Pods, Pod);

        using var log = await served.Http.GetAsync($"{Pods}/p/log", Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, log.StatusCode);
        Assert.Equal("container \"c\" in pod \"p\" is waiting to start: ContainerCreating", (string?)(await Served.JsonAsync(log))["message"]);
    }

    [Fact]
    public async Task Scaling_changes_the_replicas_and_counts_a_generation()
    {
        await using var served = await Served.StartAsync();
        using var created = await served.SendAsync(HttpMethod.Post, Deployments, """
            {"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x:1"}]}}}}
            """);

        using var scaled = await served.SendAsync(HttpMethod.Patch, $"{Deployments}/d/scale", """{"spec":{"replicas":3}}""", "application/merge-patch+json");

        Assert.Equal("Scale", (string?)(await Served.JsonAsync(scaled))["kind"]);
        using var read = await served.Http.GetAsync($"{Deployments}/d", Cancelled);
        var deployment = await Served.JsonAsync(read);
        Assert.Equal((3, 2), ((int)deployment["spec"]!["replicas"]!, (int)deployment["metadata"]!["generation"]!));
    }
}
