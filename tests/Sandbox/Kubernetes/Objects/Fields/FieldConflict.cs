namespace Sandbox.Kubernetes.Objects.Fields;

/// <summary>A field that an apply would take from its manager.</summary>
internal sealed record FieldConflict(ManagedFieldsEntry Owner, IReadOnlyList<string> Path)
{
    public static ApplyOutcome.Conflicts Outcome(List<FieldConflict> conflicts) => new(
        Message(conflicts),
        [.. conflicts.Select(conflict => new FieldError("FieldManagerConflict", PathElement.Display(conflict.Path), $"conflict with {conflict.Owner.Display}"))]);

    private static string Message(List<FieldConflict> conflicts)
    {
        if (conflicts is [var only])
        {
            return $"Apply failed with 1 conflict: conflict with {only.Owner.Display}: {PathElement.Display(only.Path)}";
        }

        var lines = conflicts.GroupBy(conflict => conflict.Owner.Display)
            .SelectMany(group => group.Select(conflict => $"- {PathElement.Display(conflict.Path)}").Prepend($"conflicts with {group.Key}:"));
        return $"Apply failed with {conflicts.Count} conflicts: {string.Join("\n", lines)}";
    }
}
