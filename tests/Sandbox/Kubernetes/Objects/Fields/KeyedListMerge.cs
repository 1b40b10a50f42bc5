using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>
/// Joins two lists whose items are told apart by key or value. Applied items come in their applied order; live items that
/// are not applied keep their place in front of the shared item they preceded.
/// </summary>
internal sealed class KeyedListMerge(JsonArray live, JsonArray applied, TypeSchema type, Func<JsonNode?, JsonNode?, JsonNode?> merge)
{
    private readonly List<Item> olds = [.. live.Select(node => new Item(PathElement.Of(node, type) ?? "", node))];
    private readonly List<Item> news = [.. applied.Select(node => new Item(PathElement.Of(node, type) ?? "", node))];
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly Queue<string> shared = new();
    private readonly JsonArray merged = [];
    private int at;
    private int next;

    public JsonArray Run()
    {
        var oldByElement = olds.DistinctBy(old => old.Element).ToDictionary(old => old.Element, old => old.Node, StringComparer.Ordinal);
        var applieds = news.Select(item => item.Element).ToHashSet(StringComparer.Ordinal);
        foreach (var item in news.Where(item => oldByElement.ContainsKey(item.Element)))
        {
            shared.Enqueue(item.Element);
        }

        while (at < olds.Count || next < news.Count)
        {
            if (!TakeLive(applieds) && next < news.Count)
            {
                TakeApplied(oldByElement);
            }
        }

        return merged;
    }

    /// <summary>Consumes the next live item if this round belongs to it.</summary>
    private bool TakeLive(HashSet<string> applieds)
    {
        if (at >= olds.Count)
        {
            return false;
        }

        var (element, node) = olds[at];
        if (!applieds.Contains(element))
        {
            merged.Add(node?.DeepClone());
            at++;
            return true;
        }

        if (next < news.Count && news[next].Element == element)
        {
            return false;
        }

        var waitsForItsTurn = next < news.Count && shared.Count > 0 && shared.Peek() != element;
        if (waitsForItsTurn || written.Contains(element))
        {
            at++;
        }

        return waitsForItsTurn;
    }

    private void TakeApplied(Dictionary<string, JsonNode?> oldByElement)
    {
        var (element, node) = news[next++];
        merged.Add(oldByElement.TryGetValue(element, out var old) ? merge(old, node) : node?.DeepClone());
        written.Add(element);
        if (at < olds.Count && olds[at].Element == element)
        {
            at++;
        }

        if (shared.Count > 0 && shared.Peek() == element)
        {
            shared.Dequeue();
        }
    }

    private readonly record struct Item(string Element, JsonNode? Node);
}
