using System.Diagnostics;

namespace Sandbox.Demo;

/// <summary>The built operator as a process of its own; its log goes to a file, so that the demo stays readable.</summary>
internal sealed class OperatorProcess : IAsyncDisposable
{
    /// <summary>It runs beside the cluster and so has no Pod of its own; the sandbox's node plays every image that is given its verbs.</summary>
    private const string Image = "dbt-cloud-ingestion-operator:demo";

    private readonly Process process;
    private readonly StreamWriter log;

    private OperatorProcess(Process process, StreamWriter log) => (this.process, this.log) = (process, log);

    public bool HasExited => process.HasExited;

    public static OperatorProcess Start(string program, string kubeconfig, string logFile)
    {
        var info = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in (string[])["--kubeconfig", kubeconfig, "--health-probe-bind-address", "127.0.0.1:0", "--metrics-bind-address", "0", "--log-format", "Text", "--allow-insecure-endpoints", "--allowed-cidr", "127.0.0.0/8", "--fetch-image", Image, "--fetch-spread", "0"])
        {
            info.ArgumentList.Add(word);
        }

        var log = new StreamWriter(logFile) { AutoFlush = true };
        var process = new Process { StartInfo = info };
        process.OutputDataReceived += (_, line) => Write(log, line.Data);
        process.ErrorDataReceived += (_, line) => Write(log, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new OperatorProcess(process, log);
    }

    /// <summary>Asks it to stop (SIGTERM) and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        await log.DisposeAsync();
    }

    private static void Write(StreamWriter log, string? line)
    {
        if (line is not null)
        {
            lock (log)
            {
                log.WriteLine(line);
            }
        }
    }
}
