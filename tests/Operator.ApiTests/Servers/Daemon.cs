using System.Diagnostics;

namespace Operator.ApiTests.Servers;

/// <summary>A process of the control plane, its output in a file; ended with the tests.</summary>
internal sealed class Daemon : IAsyncDisposable
{
    private readonly Process process;
    private readonly string logFile;
    private readonly StreamWriter log;

    private Daemon(Process process, string logFile)
    {
        this.process = process;
        this.logFile = logFile;
        log = new StreamWriter(logFile) { AutoFlush = true };
    }

    public static Daemon Start(string program, IEnumerable<string> arguments, string logFile)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var daemon = new Daemon(new Process { StartInfo = start }, logFile);
        daemon.process.OutputDataReceived += (_, line) => daemon.Write(line.Data);
        daemon.process.ErrorDataReceived += (_, line) => daemon.Write(line.Data);
        daemon.process.Start();
        daemon.process.BeginOutputReadLine();
        daemon.process.BeginErrorReadLine();
        return daemon;
    }

    public static void ThrowIfAnyEnded(IEnumerable<Daemon> daemons)
    {
        if (daemons.FirstOrDefault(daemon => daemon.process.HasExited) is { } ended)
        {
            throw new InvalidOperationException(
                $"{ended.process.StartInfo.FileName} ended with {ended.process.ExitCode}:\n{string.Join('\n', ended.LastLines(5))}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        lock (log)
        {
            log.Dispose();
        }
    }

    private IEnumerable<string> LastLines(int count)
    {
        using var reader = new StreamReader(new FileStream(logFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(count);
    }

    private void Write(string? line)
    {
        lock (log)
        {
            if (line is not null && log.BaseStream.CanWrite)
            {
                log.WriteLine(line);
            }
        }
    }
}
