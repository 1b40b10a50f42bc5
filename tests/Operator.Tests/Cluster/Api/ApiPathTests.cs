using k8s;
using Xunit;

namespace Operator.Tests.Cluster.Api;

/// <summary>Names come from what users wrote: none of them leads anywhere but to the object of that name.</summary>
public sealed class ApiPathTests
{
    [Fact]
    public async Task A_name_with_signs_of_its_own_stays_a_name()
    {
        await using var server = await Wire.ServeAsync();

        await Wire.AskAsync(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{server.Port}" }, "a?watch=true&x#y");

        Assert.Equal("/api/v1/namespaces/data/secrets/a%3Fwatch%3Dtrue%26x%23y", Assert.Single(server.Requests).Target);
    }

    [Theory]
    [InlineData("../../kube-system/secrets/admin")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a%2Fb")]
    public async Task A_name_that_leads_to_another_path_is_never_sent(string name)
    {
        await using var server = await Wire.ServeAsync();

        var answer = await Wire.AskAsync(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{server.Port}" }, name);

        Assert.Equal(404, answer.Failure!.Code);
        Assert.Empty(server.Requests);
    }
}
