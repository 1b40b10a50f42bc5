using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Sandbox.Controllers;

/// <summary>Keeps a copy of one kind of object by list and watch, and says which objects have changed.</summary>
internal sealed class Reflector(ApiConnection api, string path, ChannelWriter<string> changed, TimeProvider time)
{
    private static readonly TimeSpan BetweenLists = TimeSpan.FromMilliseconds(200);
    private readonly Dictionary<string, JsonObject> items = [];

    /// <summary>The objects as last seen.</summary>
    public IReadOnlyList<JsonObject> All()
    {
        lock (items)
        {
            return [.. items.Values];
        }
    }

    public JsonObject? Find(string uid)
    {
        lock (items)
        {
            return items.GetValueOrDefault(uid);
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(await ListAsync(cancellationToken), cancellationToken);
            }
            catch (Exception problem) when (problem is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
            {
                // The server went away or cut the stream: list again.
            }

            await Task.Delay(BetweenLists, time, cancellationToken);
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var list = await api.GetAsync(path, cancellationToken) ?? [];
        lock (items)
        {
            items.Clear();
            foreach (var item in list.Items("items"))
            {
                items[item.UidOf()] = item;
            }
        }

        foreach (var item in All())
        {
            changed.TryWrite(item.UidOf());
        }

        return list.Text("metadata", "resourceVersion") ?? "0";
    }

    private async Task WatchAsync(string resourceVersion, CancellationToken cancellationToken)
    {
        await using var stream = await api.WatchAsync($"{path}?watch=true&resourceVersion={resourceVersion}&timeoutSeconds=300", cancellationToken);
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (JsonNode.Parse(line, documentOptions: ApiConnection.AnyDepth) is not JsonObject happened || happened.Text("type") == "ERROR")
            {
                return;
            }

            Take(happened.Text("type"), happened["object"]!.AsObject());
        }
    }

    private void Take(string? type, JsonObject item)
    {
        lock (items)
        {
            if (type == "DELETED")
            {
                items.Remove(item.UidOf());
            }
            else
            {
                items[item.UidOf()] = item;
            }
        }

        changed.TryWrite(item.UidOf());
    }

    /// <summary>Takes the answer to an own write, so that the next decision is not made on an older copy.</summary>
    public void Remember(JsonObject item) => Take("MODIFIED", item);
}
