using System.Net.Sockets;

namespace Bench.Machine;

/// <summary>From the making of a process to its first accepted connection.</summary>
internal static class ColdStart
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(1);

    public static async Task<TimeSpan> MeasureAsync(OperatorProcess process, TimeProvider time, CancellationToken cancellationToken)
    {
        while (!process.HasExited)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(process.Address, cancellationToken);
                return time.GetElapsedTime(process.Started);
            }
            catch (SocketException)
            {
                await Task.Delay(BetweenTries, time, cancellationToken);
            }
        }

        throw new InvalidOperationException("The operator ended before it served; its log says why.");
    }
}
