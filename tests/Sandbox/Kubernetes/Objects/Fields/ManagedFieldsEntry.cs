using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>One entry of metadata.managedFields.</summary>
internal sealed record ManagedFieldsEntry(string Manager, string Operation, string ApiVersion, string? Subresource, string? Time, FieldSet Fields)
{
    /// <summary>Whether two entries are the same manager's: appliers keep their entry across API versions, updaters do not.</summary>
    public bool BelongsTo(ManagedFieldsEntry other) =>
        Manager == other.Manager && Operation == other.Operation && Subresource == other.Subresource
        && (Operation == "Apply" || ApiVersion == other.ApiVersion);

    /// <summary>The manager as conflicts name it.</summary>
    public string Display
    {
        get
        {
            var name = $"\"{Manager}\"" + (Subresource is null ? "" : $" with subresource \"{Subresource}\"");
            return Operation == "Update" ? $"{name} using {ApiVersion}" : name;
        }
    }

    public static ManagedFieldsEntry FromJson(JsonObject json) => new(
        Text(json, "manager") ?? "",
        Text(json, "operation") ?? "",
        Text(json, "apiVersion") ?? "",
        Text(json, "subresource"),
        Text(json, "time"),
        json["fieldsV1"] is JsonObject fields ? FieldSet.FromJson(fields) : new FieldSet());

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["manager"] = Manager, ["operation"] = Operation, ["apiVersion"] = ApiVersion };
        if (Time is not null)
        {
            json["time"] = Time;
        }

        json["fieldsType"] = "FieldsV1";
        json["fieldsV1"] = Fields.ToJson();
        if (Subresource is not null)
        {
            json["subresource"] = Subresource;
        }

        return json;
    }

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
