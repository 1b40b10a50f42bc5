namespace Sandbox.Kubernetes.Objects;

/// <summary>One field of a structure.</summary>
internal sealed record FieldSchema(string Name, TypeSchema Type)
{
    /// <summary>Whether the server writes the field even when it holds nothing.</summary>
    public bool AlwaysWritten { get; init; }

    /// <summary>Whether zero differs from absent, so that false and 0 are kept.</summary>
    public bool Optional { get; init; }

    /// <summary>What strategic merge patch does with it: merge, replace, retainKeys.</summary>
    public IReadOnlyList<string> PatchStrategies { get; init; } = [];

    /// <summary>The field by which strategic merge patch tells list items apart.</summary>
    public string? PatchMergeKey { get; init; }

    /// <summary>What stands for the field in a list key, as JSON, when an item leaves it out.</summary>
    public string? KeyDefault { get; init; }
}
