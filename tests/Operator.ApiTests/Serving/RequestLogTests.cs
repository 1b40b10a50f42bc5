using Xunit;

namespace Operator.ApiTests.Serving;

/// <summary>What the server remembers of its clients' requests.</summary>
public sealed class RequestLogTests
{
    [Fact]
    public async Task Writes_are_found_by_who_wrote()
    {
        await using var served = await Served.StartAsync();
        using var created = await served.CreateAsync("a");
        using var read = await served.Http.GetAsync(Served.ConfigMaps, TestContext.Current.CancellationToken);

        var write = Assert.Single(served.Server.Requests.Writes("reader"));
        Assert.Equal(("POST", Served.ConfigMaps, 201), (write.Method, write.Path, write.Status));
        Assert.Empty(served.Server.Requests.Writes("somebody-else"));
    }
}
