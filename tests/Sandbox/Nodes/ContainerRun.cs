using System.Diagnostics;
using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>How a container ended.</summary>
internal sealed record ContainerEnd(int ExitCode, string Log, DateTimeOffset StartedAt, DateTimeOffset FinishedAt);

/// <summary>Runs one container as a local process, with nothing of this machine's environment but what a program needs to start.</summary>
internal sealed class ContainerRun(Programs programs, TimeProvider time)
{
    private const int StartFailed = 128;
    private static readonly string[] Inherited = ["PATH", "DOTNET_ROOT", "TMPDIR"];

    public async Task<ContainerEnd> RunAsync(
        JsonObject container, IReadOnlyDictionary<string, string> environment, Func<string, string> localize, ContainerLog log, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        if (programs.Find(container) is not { } program)
        {
            log.Append($"exec: \"{container["command"]?[0]}\": executable file not found in $PATH");
            return new(StartFailed, log.ToString(), started, time.GetUtcNow());
        }

        using var process = new Process { StartInfo = StartInfo(program, container, environment, localize) };
        process.OutputDataReceived += (_, line) => log.Append(line.Data);
        process.ErrorDataReceived += (_, line) => log.Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var code = await WaitAsync(process, cancellationToken);
        return new(code, log.ToString(), started, time.GetUtcNow());
    }

    private static async Task<int> WaitAsync(Process process, CancellationToken cancellationToken)
    {
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

    private static ProcessStartInfo StartInfo(
        LocalProgram program, JsonObject container, IReadOnlyDictionary<string, string> environment, Func<string, string> localize)
    {
        var info = new ProcessStartInfo(program.File) { RedirectStandardOutput = true, RedirectStandardError = true };
        var words = (container["command"] as JsonArray ?? []).Skip(1).Concat(container["args"] as JsonArray ?? []);
        foreach (var word in program.Arguments.Concat(words.Select(word => localize(ContainerEnvironment.Expand(word!.GetValue<string>(), environment)))))
        {
            info.ArgumentList.Add(word);
        }

        foreach (var name in info.Environment.Keys.Except(Inherited).ToList())
        {
            info.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            info.Environment[name] = localize(value);
        }

        info.Environment["SANDBOX_IMAGE"] = container.Text("image");
        return info;
    }
}
