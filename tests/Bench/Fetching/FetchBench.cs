using System.Diagnostics;
using System.Globalization;
using Bench.Machine;

namespace Bench.Fetching;

/// <summary>Has the operator bring the artifacts of a large run, as an init container does, and reads what that took.</summary>
internal sealed class FetchBench(string program, int megabytes, TextWriter output, TimeProvider time)
{
    // Memory is only known while the process is there; the peak is Linux's own, so that a look now and then is enough.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(2);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var dbtCloud = new LargeRun(megabytes);
        var address = await dbtCloud.StartAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("bench-fetch");
        try
        {
            var since = time.GetTimestamp();
            using var process = Start(address, folder.FullName);
            var peak = 0.0;
            while (!process.HasExited)
            {
                peak = Math.Max(peak, PeakOf(process));
                await Task.Delay(BetweenLooks, time, cancellationToken);
            }

            var size = folder.EnumerateFiles("*.json").Sum(file => file.Length);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"fetch-artifacts: exit {process.ExitCode}, {size / 1e6:0} MB of files, peak resident memory {peak:0.0} MiB, {time.GetElapsedTime(since).TotalSeconds:0.0} s"));
            return process.ExitCode;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Process Start(Uri address, string folder)
    {
        var info = new ProcessStartInfo(program, [
            "fetch-artifacts", "--for", "bench/large", "--url", address.AbsoluteUri, "--account", LargeRun.Account, "--requested",
            "--folder", folder, "--message-file", Path.Combine(folder, "message"), "--allow-insecure-endpoints", "--allowed-cidr", "127.0.0.0/8", "--log-format", "Text"]);
        info.Environment["DBT_CLOUD_TOKEN"] = "dbtc_bench";
        return Process.Start(info)!;
    }

    private static double PeakOf(Process process)
    {
        try
        {
            return ProcessFiles.PeakResidentMiB(process.Id);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // It ended meanwhile.
            return 0;
        }
    }
}
