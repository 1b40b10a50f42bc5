using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Operator.Hosting.Listening;

/// <summary>
/// The ports of the operator and what a caller may take of them. Everybody in a cluster can connect to a pod, so nothing here may
/// cost more than a bounded amount of memory, and a flood at one port leaves the other alone.
/// </summary>
internal static class Listeners
{
    /// <summary>Far above the listeners' own limits: only for connections that are still being ended. Kestrel counts it for each listener.</summary>
    private const int MostWithThoseThatEnd = 512;

    private const int Kibibyte = 1024;

    public static void Configure(KestrelServerOptions kestrel, OperatorOptions options)
    {
        kestrel.AddServerHeader = false;
        Bound(kestrel.Limits);
        Open(kestrel, options.HealthProbeBindAddress, Listener.Probes);
        if (options.MetricsBindAddress is { } metrics)
        {
            Open(kestrel, metrics, Listener.Metrics);
        }
    }

    /// <summary>Has each endpoint answer on its own listener only; elsewhere it is not found.</summary>
    public static void UseListeners(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Listener>() is { } own && own != context.Features.Get<Listener>())
        {
            context.SetEndpoint(null);
        }

        return next(context);
    });

    private static void Bound(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = MostWithThoseThatEnd;
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(15);
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        limits.MaxRequestLineSize = 2 * Kibibyte;
        limits.MaxRequestHeadersTotalSize = 8 * Kibibyte;
        limits.MaxRequestHeaderCount = 50;
        limits.MaxRequestBufferSize = 16 * Kibibyte;

        // The only body is the name of a log level.
        limits.MaxRequestBodySize = Kibibyte;
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 16 * Kibibyte, gracePeriod: TimeSpan.FromSeconds(5));
    }

    private static void Open(KestrelServerOptions kestrel, IPEndPoint address, Listener listener)
    {
        // Every address of the pod, of IPv6 and IPv4 alike, also where the node has only one of the two.
        if (address.Address.Equals(IPAddress.IPv6Any))
        {
            kestrel.ListenAnyIP(address.Port, Adjust);
        }
        else
        {
            kestrel.Listen(address, Adjust);
        }

        void Adjust(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(new ConnectionLimit(listener).Around);
        }
    }
}
