using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Campaign.Worlds;

/// <summary>What people have declared up to now: the ingestions as they want them, and the Secrets. Two worlds of the same inputs must end alike.</summary>
internal sealed class Inputs
{
    private readonly SortedDictionary<string, JsonObject> _ingestions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonObject> _secrets = new(StringComparer.Ordinal);

    public IEnumerable<JsonObject> Ingestions => _ingestions.Values;

    public IEnumerable<JsonObject> Secrets => _secrets.Values;

    /// <summary>Equal for equal inputs.</summary>
    public string Key => string.Join('\n', _secrets.Values.Concat(_ingestions.Values).Select(item => item.ToJsonString()));

    public JsonObject? Ingestion(string name, string @namespace = Places.Namespace) => _ingestions.GetValueOrDefault($"{@namespace}/{name}");

    public void Declare(JsonObject item) => KindOf(item)[Name(item)] = Declared(item);

    public void Withdraw(string name) => _ingestions.Remove($"{Places.Namespace}/{name}");

    private SortedDictionary<string, JsonObject> KindOf(JsonObject item) => item.Text("kind") == "Secret" ? _secrets : _ingestions;

    private static string Name(JsonObject item) => $"{item.NamespaceOf()}/{item.NameOf()}";

    /// <summary>Without what the server and the operator have added. A request to run is no part of what is declared.</summary>
    private static JsonObject Declared(JsonObject item)
    {
        var metadata = new JsonObject { ["name"] = item.NameOf(), ["namespace"] = item.NamespaceOf() };
        if (item.At("metadata", "labels") is { } labels)
        {
            metadata["labels"] = labels.DeepClone();
        }

        var declared = new JsonObject { ["apiVersion"] = item.Text("apiVersion"), ["kind"] = item.Text("kind"), ["metadata"] = metadata };
        foreach (var part in (string[])["spec", "stringData"])
        {
            if (item[part] is { } content)
            {
                declared[part] = content.DeepClone();
            }
        }

        return declared;
    }
}
