using System.Net;

namespace Operator.Outbound;

/// <summary>Says which places may be called: before a call by the URL alone, and again for each address that a name turns out to have.</summary>
internal sealed class HostPolicy(OutboundOptions options)
{
    private static readonly IPAddress MetadataService = IPAddress.Parse("169.254.169.254");

    /// <summary>What forbids this URL, as far as it can be told without asking the network; null when nothing does.</summary>
    public HostRefusal? Refuses(Uri url, Destination destination)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) || url.UserInfo.Length > 0)
        {
            return HostRefusal.MalformedUrl;
        }

        if (destination is Destination.Internet && IsPlain(url) && !options.AllowInsecureEndpoints)
        {
            return HostRefusal.InsecureScheme;
        }

        var host = url.IdnHost.TrimEnd('.');
        if (options.AllowedHosts.Count > 0 && !options.AllowedHosts.Any(pattern => Matches(pattern, host)))
        {
            return HostRefusal.HostNotListed;
        }

        return KnownAddress(host) is { } address ? Refuses(address, url, destination) : null;
    }

    /// <summary>What forbids this address of the URL's host; null when nothing does.</summary>
    public HostRefusal? Refuses(IPAddress address, Uri url, Destination destination)
    {
        var inner = AddressSpace.Unwrap(address);
        var reach = AddressSpace.ReachOf(address);
        if (options.AllowedCidrs.Any(network => Opens(network, reach) && (network.Contains(inner) || network.Contains(address))))
        {
            return null;
        }

        return (reach, destination) switch
        {
            (AddressReach.Forbidden or AddressReach.Metadata, _) => HostRefusal.ForbiddenAddress,
            (AddressReach.Private, Destination.Internet) => HostRefusal.ForbiddenAddress,
            (AddressReach.Public, _) when IsPlain(url) && !options.AllowInsecureEndpoints => HostRefusal.InsecureScheme,
            _ => null,
        };
    }

    /// <summary>What forbids the call when a proxy resolves the name in our place, so that only the name can be judged.</summary>
    public HostRefusal? RefusesThroughProxy(Uri url) =>
        IsPlain(url) && !options.AllowInsecureEndpoints ? HostRefusal.InsecureScheme : null;

    /// <summary>Whoever opens 10.0.0.0/8 or fd00::/8 does not mean the place that hands out the node's credentials: that takes its one address.</summary>
    private static bool Opens(IPNetwork network, AddressReach reach) =>
        reach is not AddressReach.Metadata || network.PrefixLength == network.BaseAddress.GetAddressBytes().Length * 8;

    private static bool IsPlain(Uri url) => url.Scheme == Uri.UriSchemeHttp;

    private static bool Matches(string pattern, string host) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    /// <summary>The address of a host that is one, and of the names that always mean the same.</summary>
    private static IPAddress? KnownAddress(string host) =>
        IPAddress.TryParse(host, out var address) ? address
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : host is "metadata.google.internal" or "metadata.goog" ? MetadataService
        : null;
}
