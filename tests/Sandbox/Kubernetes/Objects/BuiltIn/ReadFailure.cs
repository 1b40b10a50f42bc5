namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>Carries the first unreadable value out of the depth of an object; caught where reading began.</summary>
internal sealed class ReadFailure(string reason) : Exception(reason);
