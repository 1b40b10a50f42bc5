namespace Sandbox.Kubernetes.Objects;

/// <summary>Who writes, in which API version, through which subresource (null is the main resource), and when.</summary>
internal sealed record FieldWriter(string Manager, string ApiVersion, string? Subresource, DateTimeOffset At);
