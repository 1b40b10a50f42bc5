using System.Diagnostics;

namespace Sandbox.Nodes;

/// <summary>An executable of this machine, with nothing of this machine's environment but what a program needs to start.</summary>
internal sealed record LocalProgram(string File) : IProgram
{
    private static readonly string[] Inherited = ["PATH", "DOTNET_ROOT", "TMPDIR"];

    /// <summary>Options whose default is a path of the container: they are spelled out, with the place on this machine.</summary>
    public IReadOnlyDictionary<string, string> DefaultPaths { get; init; } = new Dictionary<string, string>();

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
        var paths = DefaultPaths.Where(path => !start.Arguments.Contains(path.Key)).SelectMany(path => (string[])[path.Key, start.Files.Localize(path.Value)]);
        var info = new ProcessStartInfo(File, start.Arguments.Concat(paths)) { RedirectStandardOutput = true, RedirectStandardError = true };
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
