using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects.BuiltIn;

namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>What the server refuses of CustomResourceDefinitions.</summary>
internal static class DefinitionValidation
{
    public static IReadOnlyList<FieldError> Validate(JsonObject crd, JsonObject? old)
    {
        var errors = new FieldErrorList();
        MetadataValidation.Check(errors, crd, old, NameRules.Subdomain);
        return errors.All;
    }
}
