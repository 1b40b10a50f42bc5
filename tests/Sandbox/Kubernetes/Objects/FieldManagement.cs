using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects;

/// <summary>Who owns which field: metadata.managedFields after writes, and server-side apply.</summary>
internal static class FieldManagement
{
    /// <summary>Sets <paramref name="after"/>'s managedFields for a create, update or patch by a manager. Neither argument's other fields change.</summary>
    public static void Track(JsonObject? before, JsonObject after, FieldWriter writer, ObjectType type) =>
        throw new NotImplementedException();

    /// <summary>Server-side apply. The result still has to be decoded (defaults) by its type; defaults are owned by nobody.</summary>
    public static ApplyOutcome Apply(JsonObject? live, JsonObject applied, FieldWriter writer, bool force, ObjectType type) =>
        throw new NotImplementedException();

    /// <summary>Whether two objects differ in nothing but the times of their managedFields: then a write is none.</summary>
    public static bool SameApartFromTimes(JsonObject one, JsonObject other) =>
        throw new NotImplementedException();
}
