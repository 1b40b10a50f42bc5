using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects;

/// <summary>What came of a server-side apply.</summary>
internal abstract record ApplyOutcome
{
    internal sealed record Merged(JsonObject Result) : ApplyOutcome;

    /// <summary>409 Conflict, with the message and one cause (reason FieldManagerConflict) a field.</summary>
    internal sealed record Conflicts(string Message, IReadOnlyList<FieldError> Causes) : ApplyOutcome;

    internal sealed record Refused(int Code, string Reason, string Message) : ApplyOutcome;
}
