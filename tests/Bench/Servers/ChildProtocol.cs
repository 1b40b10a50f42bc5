using System.Text.Json;

namespace Bench.Servers;

/// <summary>
/// How a server in a process of its own and the bench speak: one line of JSON says where it listens, and the end of its standard
/// input ends it, also when the bench was killed.
/// </summary>
internal static class ChildProtocol
{
    public static async Task ServeAsync(IReadOnlyDictionary<string, string> addresses)
    {
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(addresses));
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Nothing is ever said.
        }
    }

    public static IReadOnlyDictionary<string, string> Read(string line) => JsonSerializer.Deserialize<Dictionary<string, string>>(line)!;
}
