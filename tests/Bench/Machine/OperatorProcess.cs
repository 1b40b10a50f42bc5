using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Bench.Machine;

/// <summary>The published operator as a process of its own. Its log goes straight into a file: the bench does not read along.</summary>
internal sealed class OperatorProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private bool disposed;

    private OperatorProcess(Process process, IPEndPoint address, long started) => (this.process, Address, Started) = (process, address, started);

    /// <summary>Where it serves metrics; they listen after the probes.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Timestamp of the moment before the process was made.</summary>
    public long Started { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public TimeSpan CpuTime => ProcessFiles.CpuTime(process.Id);

    public double ResidentMiB => ProcessFiles.ResidentMiB(process.Id);

    public double PeakResidentMiB => ProcessFiles.PeakResidentMiB(process.Id);

    public static OperatorProcess Start(string program, IReadOnlyList<string> arguments, string log, TimeProvider time)
    {
        var address = new IPEndPoint(IPAddress.Loopback, FreePort());
        // The shell opens the log and then becomes the operator, under the same process id.
        var info = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", log, program, "--metrics-bind-address", address.ToString(), "--health-probe-bind-address", "127.0.0.1:0", .. arguments]);
        var started = time.GetTimestamp();
        return new OperatorProcess(Process.Start(info)!, address, started);
    }

    /// <summary>SIGTERM, then the end; what takes longer than a minute is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
        {
            return;
        }

        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var patience = new CancellationTokenSource(LongestStop);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
            }
        }

        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
