using Operator.ApiTests.Ingestions;
using Operator.ApiTests.Servers;
using Operator.ApiTests.Stories;
using Sandbox.Controllers;
using Xunit;

namespace Operator.ApiTests.Scope;

/// <summary>
/// An object that is too large to be read, on a real API server, which takes more labels than anybody needs. Too deep and of the wrong
/// type are stories of the sandbox: a real server would need a definition without a schema, which all tests share.
/// </summary>
public sealed class UnreadableObjectsTests(TestServers servers)
{
    [Fact]
    public async Task It_is_told_so_in_its_status_others_are_served_and_its_next_version_becomes_ready()
    {
        Assert.SkipUnless(RealServers.Any, RealServers.WhyThereIsNone);
        await using var granted = await Granted.OnAsync(await servers.StartedAsync(ServerKind.Real));
        await granted.DeclareAsync(granted.One, "analytics");
        await using var running = await granted.StartOperatorAsync();
        await Granted.UntilReadyAsync(granted.One, "analytics");

        (await granted.One.MergePatch($"{IngestionKind.Path}/analytics", UnreadableTests.LargeLabels(1950))).Ok();
        var told = await granted.One.Until($"{IngestionKind.Path}/analytics", ingestion => ingestion.Body.AsObject().Condition("Stalled") is not null);
        await granted.DeclareAsync(granted.Two, "neighbour");
        await Granted.UntilReadyAsync(granted.Two, "neighbour");

        Assert.Equal("False", told.Body.AsObject().Condition("Ready").Text("status"));
        Assert.Contains("it has more than 1024 KiB, most of them in one field, at $.metadata.labels", told.Body.AsObject().Condition("Stalled").Text("message"), StringComparison.Ordinal);

        (await granted.One.MergePatch($"{IngestionKind.Path}/analytics", """{"metadata":{"labels":null}}""")).Ok();
        await Granted.UntilReadyAsync(granted.One, "analytics");
    }
}
