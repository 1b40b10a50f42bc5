using System.Net;
using System.Net.Sockets;

namespace Operator.Outbound;

/// <summary>Whether an address is out in the world, inside a network, or a place that no call of ours has any business with.</summary>
internal enum AddressReach
{
    Public,
    Private,

    /// <summary>This machine, this link, multicast, or nothing at all.</summary>
    Forbidden,

    /// <summary>A service of the cloud that tells this machine its credentials: opened by no network that merely contains it.</summary>
    Metadata,
}

/// <summary>Sorts addresses, looking through the forms in which IPv6 carries an IPv4 address.</summary>
internal static class AddressSpace
{
    private static readonly IPNetwork[] Forbidden = Networks(
        "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32",
        "::/128", "::1/128", "fe80::/10", "ff00::/8");

    private static readonly IPNetwork[] Metadata = Networks(
        // AWS, Google, Azure and most others; AWS for containers and for pods; Scaleway; Tencent.
        "169.254.169.254/32", "169.254.170.2/32", "169.254.170.23/32", "169.254.42.42/32", "169.254.0.23/32",
        // Alibaba, Oracle, Azure's wire server.
        "100.100.100.200/32", "192.0.0.192/32", "168.63.129.16/32",
        // AWS (with pods' credentials and its name server beside it), Google, Scaleway, Oracle over IPv6, OpenStack over IPv6.
        "fd00:ec2::/64", "fd20:ce::254/128", "fd00:42::42/128", "fd00:c1::a9fe:a9fe/128", "fe80::a9fe:a9fe/128");

    private static readonly IPNetwork[] Private = Networks(
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4",
        "fc00::/7", "fec0::/10", "64:ff9b:1::/48", "100::/64");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    // An operator's own translator has this prefix: whatever is behind it, it is not public.
    private static readonly IPNetwork LocalNat64 = IPNetwork.Parse("64:ff9b:1::/48");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    public static AddressReach ReachOf(IPAddress address)
    {
        var inner = Unwrap(address);
        return Metadata.Any(network => network.Contains(inner)) ? AddressReach.Metadata
            : Forbidden.Any(network => network.Contains(inner)) ? AddressReach.Forbidden
            : LocalNat64.Contains(inner) && ReachOf(LastFour(inner)) is var behind && (behind is AddressReach.Forbidden or AddressReach.Metadata) ? behind
            : Private.Any(network => network.Contains(inner)) ? AddressReach.Private
            : AddressReach.Public;
    }

    /// <summary>The IPv4 address that an IPv6 one stands for, or the address itself.</summary>
    public static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        var plain = new IPAddress(bytes);
        return plain.IsIPv4MappedToIPv6 ? plain.MapToIPv4()
            : Nat64.Contains(plain) ? new IPAddress(bytes.AsSpan(12, 4))
            : SixToFour.Contains(plain) ? new IPAddress(bytes.AsSpan(2, 4))
            : Teredo.Contains(plain) ? new IPAddress([.. bytes[12..].Select(part => (byte)~part)])
            : Compatible.Contains(plain) && !plain.Equals(IPAddress.IPv6Any) && !plain.Equals(IPAddress.IPv6Loopback)
                ? new IPAddress(bytes.AsSpan(12, 4))
            : plain;
    }

    private static IPAddress LastFour(IPAddress address) => new(address.GetAddressBytes().AsSpan(12, 4));

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(text => IPNetwork.Parse(text))];
}
