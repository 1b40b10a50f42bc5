using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Says whether this run held the suite against a real API server.</summary>
public sealed class RealServerTests(TestServers servers) : ContractTest(servers)
{
    [Fact]
    public async Task A_real_api_server_was_used()
    {
        using var space = await OnARealServer();

        var version = (await space.Get("/version")).Ok();

        Assert.Matches(@"^v1\.[0-9]+\.[0-9]+", version["gitVersion"]);
        TestContext.Current.TestOutputHelper!.WriteLine($"kube-apiserver {version["gitVersion"]}");
    }
}
