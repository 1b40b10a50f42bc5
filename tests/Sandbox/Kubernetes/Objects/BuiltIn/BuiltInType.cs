using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects.Fields;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>A kind that every API server serves.</summary>
internal sealed class BuiltInType(string group, string version, string kind, TypeSchema schema) : ObjectType
{
    private static readonly FieldSet Status = FieldSet.Of(["f:status"]);
    private static readonly FieldSet Spec = FieldSet.Of(["f:spec"]);
    private static readonly FieldSet Nothing = new();

    public override string Group => group;

    public override string Version => version;

    public override string Kind => kind;

    public override TypeSchema Schema => schema;

    public override FieldSet ResetBy(string? subresource) => subresource switch
    {
        null => schema.Names("status") ? Status : Nothing,
        "status" => Spec,
        _ => Nothing,
    };

    public override JsonObject Empty()
    {
        var obj = new JsonObject { ["apiVersion"] = ApiVersion, ["kind"] = kind };
        new StructureReader().Read(obj, schema, "", "");
        return obj;
    }

    public override DecodeOutcome Decode(JsonObject body)
    {
        var reader = new StructureReader();
        try
        {
            reader.Read(body, schema, "", "");
        }
        catch (ReadFailure failure)
        {
            return new DecodeOutcome.Refused(failure.Message);
        }

        Conversions.Apply(kind, body);
        Defaults.Apply(kind, body);
        return new DecodeOutcome.Decoded(reader.UnknownFields);
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        Creation.Prepare(kind, obj);

        // The server reads what it has just stored, and reading fills in defaults (a Job's labels come from its template's).
        Defaults.Apply(kind, obj);
    }

    public override void PrepareForUpdate(JsonObject obj, JsonObject old) => Creation.Carry(kind, obj, old);

    public override IReadOnlyList<FieldError> Validate(JsonObject obj, JsonObject? old) => BuiltInValidation.Validate(kind, obj, old);
}
