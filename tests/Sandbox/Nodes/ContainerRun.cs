using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>Runs one container: finds its program, gives it arguments, environment and files, and notes how it ended.</summary>
internal sealed class ContainerRun(Programs programs, TimeProvider time)
{
    private const int StartFailed = 128;
    private const int WroteWhereItMustNot = 30; // EROFS

    public async Task<ContainerEnd> RunAsync(
        JsonObject container, IReadOnlyDictionary<string, string> environment, ContainerFiles files, ContainerLog log, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        switch (programs.Find(Words(container, "command", environment), Words(container, "args", environment), path => Path.Exists(files.Map.Localize(path))))
        {
            case Startable.Unknown unknown:
                return new ContainerEnd(StartFailed, DateTimeOffset.UnixEpoch, time.GetUtcNow()) { Reason = "StartError", Message = unknown.Message };
            case Startable.Over over:
                log.Append(over.Line.Length == 0 ? null : over.Line);
                return new ContainerEnd(over.ExitCode, started, time.GetUtcNow());
            case Startable.Found found:
                var start = new ProgramStart([.. found.Arguments.Select(files.Map.Localize)], Environment(container, environment, files.Map), files.Map, log);
                return new ContainerEnd(await WatchedAsync(found.Program, start, files, cancellationToken), started, time.GetUtcNow());
            default:
                throw new InvalidOperationException("A container that comes to nothing");
        }
    }

    private static async Task<int> WatchedAsync(IProgram program, ProgramStart start, ContainerFiles files, CancellationToken cancellationToken)
    {
        var written = files.WatchReadOnlyMounts();
        var code = await program.RunAsync(start, cancellationToken);
        if (written() is not { Count: > 0 } paths)
        {
            return code;
        }

        start.Log.Append($"sandbox: the container wrote to {string.Join(", ", paths)}, which it mounts read-only");
        return WroteWhereItMustNot;
    }

    private static string[] Words(JsonObject container, string list, IReadOnlyDictionary<string, string> environment) =>
        [.. (container[list] as JsonArray ?? []).Select(word => ContainerEnvironment.Expand(word!.GetValue<string>(), environment))];

    private static Dictionary<string, string> Environment(JsonObject container, IReadOnlyDictionary<string, string> declared, MountMap map)
    {
        var all = declared.ToDictionary(variable => variable.Key, variable => map.Localize(variable.Value));
        all["SANDBOX_IMAGE"] = container.Text("image") ?? "";
        all[MountMap.Variable] = map.ToString();
        return all;
    }
}
