using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>What every contract test starts from: a namespace of its own on the server that it is to meet.</summary>
public abstract class ContractTest(TestServers servers)
{
    private protected async Task<Space> On(ServerKind kind) => await Space.OpenAsync(await servers.StartedAsync(kind));

    /// <summary>As <see cref="On"/>, with the suite's own kind <c>Widget</c> installed.</summary>
    private protected async Task<Space> WithWidgetsOn(ServerKind kind)
    {
        var space = await On(kind);
        await Widgets.InstallAsync(space);
        return space;
    }

    /// <summary>As <see cref="On"/>, for what only a real server does.</summary>
    private protected async Task<Space> OnARealServer()
    {
        Assert.SkipUnless(RealServers.Any, RealServers.WhyThereIsNone);
        return await On(ServerKind.Real);
    }
}
