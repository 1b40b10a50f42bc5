using System.Net;

namespace Operator.Outbound;

/// <summary>Sends each call through the proxy of its scheme, unless its host is to be reached without one.</summary>
internal sealed class ProxyRoute(ProxyOptions options) : IWebProxy
{
    private readonly Uri? _https = Bare(options.Https);
    private readonly Uri? _http = Bare(options.Http);

    public ICredentials? Credentials { get; set; } = CredentialsOf(options.Https ?? options.Http);

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : ProxyFor(destination);

    public bool IsBypassed(Uri host) => ProxyFor(host) is null || options.Bypass.Any(entry => Covers(entry.Trim(), host.IdnHost));

    private Uri? ProxyFor(Uri destination) => destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

    /// <summary>The runtime writes the address into its exceptions and traces; user and password are in <see cref="Credentials"/>.</summary>
    private static Uri? Bare(Uri? proxy) => proxy is { UserInfo.Length: > 0 } ? new UriBuilder(proxy) { UserName = "", Password = "" }.Uri : proxy;

    private static bool Covers(string entry, string host)
    {
        if (entry == "*")
        {
            return true;
        }

        if (IPAddress.TryParse(host, out var address))
        {
            return IPNetwork.TryParse(entry, out var network)
                ? network.Contains(address)
                : IPAddress.TryParse(entry, out var one) && one.Equals(address);
        }

        var name = entry.TrimStart('*').TrimStart('.');
        return name.Length > 0
            && (host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase));
    }

    private static NetworkCredential? CredentialsOf(Uri? proxy) =>
        proxy?.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password]
            ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password))
            : null;
}
