using System.Diagnostics;

namespace Sandbox.Nodes;

/// <summary>An executable of this machine, with nothing of this machine's environment but what a program needs to start.</summary>
internal sealed record LocalProgram(string File) : IProgram
{
    private static readonly string[] Inherited = ["PATH", "DOTNET_ROOT", "TMPDIR"];

    public async Task<int> RunAsync(ProgramStart start, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(start) };
        process.OutputDataReceived += (_, line) => start.Log.Append(line.Data);
        process.ErrorDataReceived += (_, line) => start.Log.Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None); // A killed process must be reaped all the same.
        }

        return process.ExitCode;
    }

    private ProcessStartInfo StartInfo(ProgramStart start)
    {
        var info = new ProcessStartInfo(File, start.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in info.Environment.Keys.Except(Inherited).ToList())
        {
            info.Environment.Remove(name);
        }

        foreach (var (name, value) in start.Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
