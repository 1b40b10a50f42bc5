using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;

namespace Operator.ApiTests.Objects;

/// <summary>Objects as people write them, and the steps by which the API server takes them in.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 4, 11, 23, TimeSpan.Zero);

    public static ObjectType CronJobs => BuiltInTypes.Find("batch", "v1", "CronJob")!;

    public static ObjectType Jobs => BuiltInTypes.Find("batch", "v1", "Job")!;

    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    public static JsonObject CronJob(string name = "nightly", string spec = "") => Parse($$$"""
        {
          "apiVersion": "batch/v1",
          "kind": "CronJob",
          "metadata": {"name": "{{{name}}}", "namespace": "default"},
          "spec": {
            "schedule": "0 0 1 1 *",
            {{{spec}}}
            "jobTemplate": {"spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "c", "image": "x:1"}]} } } }
          }
        }
        """);

    public static FieldWriter By(string manager, string apiVersion = "batch/v1", string? subresource = null, int minutesLater = 0) =>
        new(manager, apiVersion, subresource, Now.AddMinutes(minutesLater));

    public static JsonObject Decoded(this ObjectType type, JsonObject body)
    {
        var outcome = type.Decode(body);
        Xunit.Assert.IsType<DecodeOutcome.Decoded>(outcome);
        return body;
    }

    /// <summary>A creation by a manager, as the server goes about it.</summary>
    public static JsonObject Created(this ObjectType type, JsonObject body, string manager, string uid = "f497a1b4-ed24-4118-8a40-cec042f5e4b7")
    {
        type.Decoded(body);
        FieldManagement.Track(null, body, By(manager, type.ApiVersion), type);
        body["metadata"]!["uid"] = uid;
        type.PrepareForCreate(body);
        return body;
    }

    public static JsonObject Applied(this ObjectType type, JsonObject? live, JsonObject applied, string manager, bool force = false, int minutesLater = 1)
    {
        var outcome = FieldManagement.Apply(live, applied, By(manager, type.ApiVersion, minutesLater: minutesLater), force, type);
        return type.Decoded(Xunit.Assert.IsType<ApplyOutcome.Merged>(outcome).Result);
    }

    /// <summary>The fields that a manager owns, as FieldsV1.</summary>
    public static string FieldsOf(this JsonObject obj, string manager) =>
        obj["metadata"]!["managedFields"]!.AsArray().Single(entry => (string?)entry!["manager"] == manager)!["fieldsV1"]!.ToJsonString();

    public static IEnumerable<string> Managers(this JsonObject obj) =>
        (obj["metadata"]!["managedFields"] as JsonArray ?? []).Select(entry => (string)entry!["manager"]!);
}
