namespace Sandbox.Kubernetes.Objects;

/// <summary>What came of reading a body as a kind.</summary>
internal abstract record DecodeOutcome
{
    /// <summary>Readable; what fieldValidation=Strict refuses and Warn warns of, such as <c>unknown field "spec.x"</c>, is listed.</summary>
    internal sealed record Decoded(IReadOnlyList<string> StrictErrors) : DecodeOutcome;

    /// <summary>Not readable (400); the reason follows <c>… cannot be handled as a CronJob: </c>.</summary>
    internal sealed record Refused(string Reason) : DecodeOutcome;
}
