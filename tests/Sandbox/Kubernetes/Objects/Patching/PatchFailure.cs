namespace Sandbox.Kubernetes.Objects.Patching;

/// <summary>Carries a refusal out of the depth of a patch; caught where patching began.</summary>
internal sealed class PatchFailure(int code, string reason, string message) : Exception(message)
{
    public int Code { get; } = code;

    public string Reason { get; } = reason;

    /// <summary>A directive that makes no sense.</summary>
    public static PatchFailure BadRequest(string message) => new(400, "BadRequest", message);
}
