using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects;

/// <summary>What came of a patch: a new object, or the status to answer with.</summary>
internal abstract record PatchOutcome
{
    internal sealed record Patched(JsonObject Result) : PatchOutcome;

    internal sealed record Refused(int Code, string Reason, string Message) : PatchOutcome;
}
