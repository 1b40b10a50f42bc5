using System.Net;
using Operator.Outbound;

namespace Operator.Tests.Outbound;

/// <summary>Calls over real connections, in a world where every name has the addresses that a test gives it.</summary>
internal static class LoopbackCalls
{
    /// <summary>Options under which this machine may be called.</summary>
    public static readonly OutboundOptions Open = new()
    {
        AllowInsecureEndpoints = true,
        AllowedCidrs = [IPNetwork.Parse("127.0.0.0/8")],
        MaxBodyBytes = 64 * 1024,
    };

    public static Task<OutboundAnswer<string>> AskAsync(
        string url, OutboundOptions options, Destination destination = Destination.Internet, IPAddress[]? addresses = null, Trust? trust = null) =>
        Over(options, addresses ?? [IPAddress.Loopback]).TextAsync(
            new OutboundCall(new Uri(url)) { Destination = destination, Trust = trust ?? Trust.System }, Xunit.TestContext.Current.CancellationToken);

    public static OutboundCalls Over(OutboundOptions options, params IPAddress[] addresses) => Over(options, _ => addresses);

    public static OutboundCalls Over(OutboundOptions options, Func<string, IPAddress[]> addressesOf)
    {
        var clock = new EagerClock(TimeSpan.FromSeconds(10));
        var connections = new GuardedConnections(options, new HostPolicy(options), (host, _) => Task.FromResult(addressesOf(host)), clock);
        return OutboundCalls.Over(options, connections, clock, () => 0.5);
    }
}
