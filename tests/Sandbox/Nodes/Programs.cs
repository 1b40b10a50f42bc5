using System.Text.Json.Nodes;

namespace Sandbox.Nodes;

/// <summary>How the name of a program in an image is found on this machine.</summary>
/// <param name="File">The executable.</param>
/// <param name="Arguments">What precedes the container's own arguments.</param>
internal sealed record LocalProgram(string File, IReadOnlyList<string> Arguments);

/// <summary>What the node can run: the programs that stand in for those of the images.</summary>
internal sealed record Programs(IReadOnlyDictionary<string, LocalProgram> ByName)
{
    /// <summary>The ingestion image's program, played by this very executable.</summary>
    public static Programs OfTheSandbox(string executable) => new(new Dictionary<string, LocalProgram>
    {
        ["metadata"] = new(executable, []),
    });

    /// <summary>Null when the image has no such program.</summary>
    public LocalProgram? Find(JsonObject container) =>
        container["command"] is JsonArray { Count: > 0 } command ? ByName.GetValueOrDefault(command[0]!.GetValue<string>()) : null;
}
