using System.Text.Json.Nodes;

namespace Sandbox.Ingestion;

/// <summary>Finds the user or team that a node names as its owner; each name is asked for once.</summary>
internal sealed class OwnerStep(RunContext run)
{
    private readonly Dictionary<string, JsonObject?> known = [];

    public async Task<JsonObject?> FindAsync(DbtNode node, CancellationToken cancellationToken)
    {
        if (!run.Workflow.UpdatesOwners || node.Owner is not { Length: > 0 } name)
        {
            return null;
        }

        if (!known.TryGetValue(name, out var owner))
        {
            known[name] = owner = await SearchAsync(name, cancellationToken);
            if (owner is null)
            {
                run.Warn(run.Log.Places.Owner, $"Unable to ingest owner from DBT since no user or team was found with name {name}");
            }
        }

        return owner;
    }

    private async Task<JsonObject?> SearchAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var kind in new[] { "team", "user" })
        {
            var found = run.Family == Family.Two
                ? (await run.Server.GetAsync($"/v1/{kind}s/name/{Uri.EscapeDataString(name)}", cancellationToken)).Entity
                : null;
            found ??= await FirstHitAsync("query_filter=" + Uri.EscapeDataString(Filter(name)), kind, cancellationToken);
            if (found is not null)
            {
                return Reference(found, kind);
            }
        }

        foreach (var kind in new[] { "user", "team" })
        {
            if (await FirstHitAsync("q=" + Uri.EscapeDataString($"email.keyword:{name}"), kind, cancellationToken) is { } found)
            {
                return Reference(found, kind);
            }
        }

        return null;
    }

    private async Task<JsonObject?> FirstHitAsync(string query, string kind, CancellationToken cancellationToken)
    {
        var answer = await run.Server.GetAsync($"/v1/search/query?{query}&from=0&size=1&index={kind}_search_index", cancellationToken);
        return answer.Body?["hits"]?["hits"] is JsonArray { Count: > 0 } hits ? hits[0]!["_source"] as JsonObject : null;
    }

    private static string Filter(string name) => new JsonObject
    {
        ["query"] = new JsonObject
        {
            ["query_string"] = new JsonObject
            {
                ["query"] = $"{name} AND isBot:false",
                ["fields"] = new JsonArray("name", "displayName"),
                ["default_operator"] = "AND",
                ["fuzziness"] = "AUTO",
            },
        },
    }.ToJsonString();

    private static JsonObject Reference(JsonObject entity, string kind) => new() { ["id"] = entity["id"]!.GetValue<string>(), ["type"] = kind };
}
