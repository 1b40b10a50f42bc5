using System.Net;
using System.Net.Sockets;

namespace Operator.Outbound;

/// <summary>Connection pools that look at every address after the name was resolved and before the first byte is sent.</summary>
internal sealed class GuardedConnections(
    OutboundOptions options, HostPolicy policy, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeProvider time) : IConnections, IDisposable
{
    /// <summary>Each trust has a pool: with a bundle of all public authorities it holds about a megabyte.</summary>
    private const int MostPools = 32;

    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromHours(1);
    private readonly ProxyRoute? _proxy = options.Proxy is { } proxy ? new ProxyRoute(proxy) : null;
    private readonly IdleCache<(Destination, string Trust), ConnectionPool> _pools = new(ForgottenAfter, time, MostPools);

    public HttpMessageInvoker To(Destination destination, Trust trust) => new(
        _pools.GetOrAdd((destination, trust.Identity), () => new ConnectionPool(() => Open(destination, trust))), disposeHandler: false);

    public void Dispose() => _pools.Clear();

    private (HttpMessageHandler Handler, IDisposable Certificates) Open(Destination destination, Trust trust)
    {
        var check = new CertificateCheck(trust, options.AdditionalCertificates);
        return (Handler(destination, check), check);
    }

    private SocketsHttpHandler Handler(Destination destination, CertificateCheck check) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ActivityHeadersPropagator = null,
        // A connection that hangs must not outlive the call that wanted it by much.
        ConnectTimeout = options.CallTimeout,
        // Names are resolved, and so judged, again and again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseProxy = _proxy is not null,
        Proxy = _proxy,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(destination, context, cancellationToken),
        SslOptions = check.Options(),
    };

    private async ValueTask<Stream> ConnectAsync(Destination destination, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await resolve(context.DnsEndPoint.Host, cancellationToken);
        var allowed = Allowed(addresses, context.InitialRequestMessage.RequestUri!, destination);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private IPAddress[] Allowed(IPAddress[] addresses, Uri url, Destination destination)
    {
        if (_proxy?.IsBypassed(url) == false)
        {
            return policy.RefusesThroughProxy(url) is { } byName ? throw new PlaceForbiddenException(byName) : addresses;
        }

        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.NoData);
        }

        IPAddress[] allowed = [.. addresses.Where(address => policy.Refuses(address, url, destination) is null)];
        return allowed.Length > 0 ? allowed : throw new PlaceForbiddenException(policy.Refuses(addresses[0], url, destination)!.Value);
    }
}
