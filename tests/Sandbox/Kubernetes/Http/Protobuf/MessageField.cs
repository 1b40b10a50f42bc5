namespace Sandbox.Kubernetes.Http.Protobuf;

/// <summary>One field of a message: its JSON name and type; what becomes of zero values; whether its fields belong to the parent.</summary>
internal sealed record MessageField(string Name, string Type, bool KeepZero, bool Inline);
