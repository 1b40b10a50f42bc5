using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Objects.Fields;

namespace Sandbox.Kubernetes.Objects;

/// <summary>
/// What the API server knows of one served version of a kind: how bodies are read, defaulted, checked and merged.
/// A creation goes: Decode, drop the status, FieldManagement.Track against Empty, set uid and times, PrepareForCreate, Validate, store.
/// </summary>
internal abstract class ObjectType
{
    public abstract string Group { get; }

    public abstract string Version { get; }

    public abstract string Kind { get; }

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public abstract TypeSchema Schema { get; }

    /// <summary>What a write through a resource (null is the main one) never changes, because the server resets it.</summary>
    public abstract FieldSet ResetBy(string? subresource);

    /// <summary>The object before anybody wrote to it: what a creation is compared with to see which fields were written.</summary>
    public abstract JsonObject Empty();

    /// <summary>Reads a body (or a patched object) in place: drops what the type does not know, brings values into their stored form, fills in defaults.</summary>
    public abstract DecodeOutcome Decode(JsonObject body);

    /// <summary>Adds in place what the server generates for a new object (a Job's selector and labels); metadata.uid must be set.</summary>
    public abstract void PrepareForCreate(JsonObject obj);

    /// <summary>Carries over in place what an update may leave out because the server generated it.</summary>
    public abstract void PrepareForUpdate(JsonObject obj, JsonObject old);

    /// <summary>What the server would answer 422 for; without <paramref name="old"/> it is a creation.</summary>
    public abstract IReadOnlyList<FieldError> Validate(JsonObject obj, JsonObject? old);
}
