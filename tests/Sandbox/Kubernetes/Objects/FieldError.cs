namespace Sandbox.Kubernetes.Objects;

/// <summary>One cause of a 422: the machine-readable reason (FieldValueInvalid …), the path, and the text that follows the path.</summary>
internal sealed record FieldError(string Reason, string Field, string Message)
{
    public override string ToString() => Field.Length == 0 ? Message : $"{Field}: {Message}";

    /// <summary>The text behind <c>CronJob.batch "x" is invalid: </c>: one error bare, several in brackets, repetitions once.</summary>
    public static string Join(IEnumerable<FieldError> errors)
    {
        var texts = errors.Select(error => error.ToString()).Distinct().ToList();
        return texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
    }
}
