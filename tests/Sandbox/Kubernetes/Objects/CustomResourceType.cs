using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects.BuiltIn;
using Sandbox.Kubernetes.Objects.Custom;
using Sandbox.Kubernetes.Objects.Fields;

namespace Sandbox.Kubernetes.Objects;

/// <summary>One version of a kind that a CustomResourceDefinition declares.</summary>
internal sealed class CustomResourceType : ObjectType
{
    private static readonly TypeSchema Metadata = TypeTable.Find("meta.v1.ObjectMeta");
    private static readonly FieldSet Nothing = new();
    private static readonly FieldSet Status = FieldSet.Of(["f:status"]);
    private static readonly FieldSet AllButStatus = FieldSet.Of(["f:metadata"], ["f:spec"]);

    private readonly bool hasStatus;
    private readonly bool isNamespaced;

    private CustomResourceType(JsonObject crd, JsonObject version)
    {
        Group = crd.Map("spec").Text("group") ?? "";
        Version = version.Text("name") ?? "";
        Kind = crd.Map("spec").Map("names").Text("kind") ?? "";
        hasStatus = version.Map("subresources").Has("status");
        isNamespaced = crd.Map("spec").Text("scope") != "Cluster";
        Document = version.Map("schema").Map("openAPIV3Schema") ?? [];
        Structure = StructuralSchema.Parse(Document);
        Schema = SchemaTopology.OfRoot(Structure, Metadata);
    }

    public override string Group { get; }

    public override string Version { get; }

    public override string Kind { get; }

    public override TypeSchema Schema { get; }

    /// <summary>The schema as the definition has it.</summary>
    public JsonObject Document { get; }

    public StructuralSchema Structure { get; }

    public static CustomResourceType FromCrd(JsonObject crd, string version) => new(
        crd,
        crd.Map("spec").Maps("versions").First(candidate => candidate.Text("name") == version));

    public override FieldSet ResetBy(string? subresource) => (subresource, hasStatus) switch
    {
        (null, true) => Status,
        ("status", _) => AllButStatus,
        _ => Nothing,
    };

    public override JsonObject Empty() => new() { ["apiVersion"] = ApiVersion, ["kind"] = Kind };

    public override DecodeOutcome Decode(JsonObject body)
    {
        var reader = new StructureReader();
        try
        {
            if (body["metadata"] is JsonObject metadata)
            {
                reader.Read(metadata, Metadata, "metadata", "");
            }
            else if (body["metadata"] is { } other)
            {
                return new DecodeOutcome.Refused($"json: cannot unmarshal {ScalarReader.Describe(other)} into Go value of type v1.ObjectMeta");
            }
        }
        catch (ReadFailure failure)
        {
            return new DecodeOutcome.Refused(failure.Message);
        }

        var unknown = Pruning.Prune(body, Structure).Order(StringComparer.Ordinal).Select(path => $"unknown field \"{path}\"");
        Defaulting.Apply(body, Structure);
        return new DecodeOutcome.Decoded([.. reader.UnknownFields, .. unknown]);
    }

    /// <summary>The status is taken from nobody at creation, so that its defaults come when the stored object is read.</summary>
    public override void PrepareForCreate(JsonObject obj) => Defaulting.Apply(obj, Structure);

    public override void PrepareForUpdate(JsonObject obj, JsonObject old) => Defaulting.Apply(obj, Structure);

    public override IReadOnlyList<FieldError> Validate(JsonObject obj, JsonObject? old)
    {
        var errors = new FieldErrorList();
        MetadataValidation.Check(errors, obj, old, NameRules.Subdomain, isBuiltIn: false);
        if (old is null && isNamespaced && string.IsNullOrEmpty(obj.Map("metadata").Text("namespace")))
        {
            errors.Required("metadata.namespace");
        }

        SchemaValidation.Check(errors, obj, Structure);
        ListUniqueness.Check(errors, obj, Structure, "");
        return errors.All;
    }
}
