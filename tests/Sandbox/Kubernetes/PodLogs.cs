using System.Collections.Concurrent;
using System.Text;

namespace Sandbox.Kubernetes;

/// <summary>What the containers of pods have written, by the pod's uid and the container's name.</summary>
internal sealed class PodLogs
{
    private readonly ConcurrentDictionary<(string Uid, string Container), StringBuilder> _logs = new();

    public void Append(string podUid, string container, string text)
    {
        var log = _logs.GetOrAdd((podUid, container), static _ => new StringBuilder());
        lock (log)
        {
            log.Append(text);
        }
    }

    /// <summary>Without a container's name: the pod's only (or first) log.</summary>
    public string Read(string podUid, string container = "", int? tailLines = null)
    {
        var found = _logs.Where(pair => pair.Key.Uid == podUid && (container.Length == 0 || pair.Key.Container == container))
            .Select(static pair => pair.Value).FirstOrDefault();
        if (found is null)
        {
            return "";
        }

        lock (found)
        {
            return Tail(found.ToString(), tailLines);
        }
    }

    private static string Tail(string text, int? lines)
    {
        if (lines is not { } count)
        {
            return text;
        }

        var all = text.Split('\n');
        var ended = text.EndsWith('\n') ? 1 : 0;
        return string.Join('\n', all.TakeLast(count + ended));
    }
}
