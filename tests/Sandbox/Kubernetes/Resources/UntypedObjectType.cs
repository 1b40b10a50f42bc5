using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;

namespace Sandbox.Kubernetes.Resources;

/// <summary>A kind of which nothing is known: whatever is sent is kept.</summary>
internal sealed class UntypedObjectType(string group, string version, string kind) : ObjectType
{
    public override string Group => group;

    public override string Version => version;

    public override string Kind => kind;

    public override TypeSchema Schema => TypeSchema.Untyped;

    public override JsonObject Empty() => [];

    public override Objects.Fields.FieldSet ResetBy(string? subresource) => new();

    public override DecodeOutcome Decode(JsonObject body) => new DecodeOutcome.Decoded([]);

    public override void PrepareForCreate(JsonObject obj)
    {
    }

    public override void PrepareForUpdate(JsonObject obj, JsonObject old)
    {
    }

    public override IReadOnlyList<FieldError> Validate(JsonObject obj, JsonObject? old) => [];
}
