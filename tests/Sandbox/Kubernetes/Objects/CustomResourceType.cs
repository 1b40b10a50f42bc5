using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects;

/// <summary>One version of a kind that a CustomResourceDefinition declares.</summary>
internal static class CustomResourceType
{
    public static ObjectType FromCrd(JsonObject crd, string version) => throw new NotImplementedException();
}
