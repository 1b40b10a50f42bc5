using System.Net;
using System.Net.Sockets;

namespace Bench.Machine;

/// <summary>
/// Passes bytes between whoever connects and one server. After a cut it holds back every byte of the connections that are open,
/// without closing them; later connections go through. That is what a lost node, a NAT table or a firewall does to a watch.
/// </summary>
internal sealed class Forwarder : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string host;
    private readonly int port;
    private readonly Task accepting;
    private Valve valve = new();

    public Forwarder(string host, int port)
    {
        (this.host, this.port) = (host, port);
        listener.Start();
        accepting = AcceptAsync(stop.Token);
    }

    public IPEndPoint Address => (IPEndPoint)listener.LocalEndpoint;

    /// <summary>From now on the open connections are silent.</summary>
    public void Cut() => Interlocked.Exchange(ref valve, new Valve()).Shut();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        var pairs = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(cancellationToken);
                pairs.Add(ServeAsync(client, valve, cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(pairs);
        }
    }

    private async Task ServeAsync(Socket client, Valve connection, CancellationToken cancellationToken)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(host, port, cancellationToken);
            await Task.WhenAny(PassAsync(client, server, connection, cancellationToken), PassAsync(server, client, connection, cancellationToken));
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException)
        {
            // Either side went away, or the bench is done.
        }

        client.Dispose();
    }

    private static async Task PassAsync(Socket from, Socket to, Valve connection, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, cancellationToken) is var count and > 0)
            {
                await connection.PassAsync(cancellationToken);
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken);
                }
            }

            // The end of a stream is held back like any other byte.
            await connection.PassAsync(cancellationToken);
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException)
        {
            // Either side went away, or the bench is done.
        }
    }

    private sealed class Valve
    {
        private volatile bool shut;

        public void Shut() => shut = true;

        public Task PassAsync(CancellationToken cancellationToken) => shut ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken) : Task.CompletedTask;
    }
}
