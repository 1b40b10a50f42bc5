using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects;
using Sandbox.Kubernetes.Resources;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>Steps over object functions that are announced but not there yet.</summary>
internal static class Seams
{
    public static void Track(JsonObject? before, JsonObject after, FieldWriter writer, ObjectType type)
    {
        try { FieldManagement.Track(before, after, writer, type); }
        catch (NotImplementedException) { after["metadata"]!.AsObject().Remove("managedFields"); }
    }

    public static bool Same(JsonObject one, JsonObject other)
    {
        try { return FieldManagement.SameApartFromTimes(one, other); }
        catch (NotImplementedException) { return JsonNode.DeepEquals(one, other); }
    }

    public static ObjectType Custom(JsonObject definition, string version, string group, string kind)
    {
        try { return CustomResourceType.FromCrd(definition, version); }
        catch (NotImplementedException) { return new UntypedObjectType(group, version, kind); }
    }
}
