using System.Text;
using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>
/// What a container says as it ends: the last bytes of its termination message file, or, with FallbackToLogsOnError and
/// nothing in that file, the end of its log.
/// </summary>
internal static class TerminationMessage
{
    private const int FileBytes = 4096;
    private const int LogBytes = 2048;
    private const int LogLines = 80;

    /// <summary>All containers of a pod share so much.</summary>
    private const int PodBytes = 12 * 1024;

    public static string Of(JsonObject pod, JsonObject container, int exitCode, string file, string log)
    {
        var message = Text(LastBytes(File.ReadAllBytes(file), FileBytes));
        if (message.Length == 0 && exitCode != 0 && container.Text("terminationMessagePolicy") == "FallbackToLogsOnError")
        {
            message = Tail(log);
        }

        var share = PodBytes / (pod.Items("spec", "containers").Count() + pod.Items("spec", "initContainers").Count());
        var bytes = Encoding.UTF8.GetBytes(message);
        return bytes.Length > share ? Text(bytes.AsSpan(0, share)) : message;
    }

    private static string Tail(string log)
    {
        var text = string.Join('\n', log.TrimEnd().Split('\n').TakeLast(LogLines));
        return Text(LastBytes(Encoding.UTF8.GetBytes(text), LogBytes));
    }

    private static ReadOnlySpan<byte> LastBytes(byte[] all, int most) => all.AsSpan(Math.Max(0, all.Length - most));

    /// <summary>A character that was cut in two becomes a replacement character, as it does in the kubelet's JSON.</summary>
    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
