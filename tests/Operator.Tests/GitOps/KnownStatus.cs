using System.Text.Json.Nodes;
using Operator.Resource;
using Operator.Tests.Contract;
using Operator.Tests.Plan;

namespace Operator.Tests.GitOps;

/// <summary>A resource with the status that the operator gives it: what Argo CD and Flux look at.</summary>
internal sealed record KnownStatus(string Name, JsonObject Resource)
{
    /// <summary>One for each of the plan's cases.</summary>
    public static IReadOnlyList<KnownStatus> OfCases { get; } = [.. GoldenCase.All.Select(OfCase)];

    public JsonNode? Ready => Condition(ConditionTypes.Ready);

    public string? ReadyReason => (string?)Ready?["reason"];

    public JsonNode? Condition(string type) =>
        Resource["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == type);

    public static KnownStatus OfCase(string name)
    {
        var resource = Yaml.Read(Repository.Read(GoldenCase.Folder, name, "ingestion.yaml"));
        resource["status"] = Yaml.Read(Repository.Read(GoldenCase.Folder, name, "status.yaml"))["status"]!.DeepClone();
        return new KnownStatus(name, resource);
    }

    public KnownStatus With(Action<JsonObject> change)
    {
        var changed = Resource.DeepClone().AsObject();
        change(changed);
        return this with { Resource = changed };
    }
}
