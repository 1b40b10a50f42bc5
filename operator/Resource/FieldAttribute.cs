namespace Operator.Resource;

/// <summary>
/// What the CRD's schema says of a field beyond its type. A test holds both equal, so a rule that exists on one side only
/// fails the build.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldAttribute : Attribute
{
    public bool Required { get; init; }

    public object? Default { get; init; }

    /// <summary>JSON of a default that is an object.</summary>
    public string? DefaultJson { get; init; }

    public string? Pattern { get; init; }

    public string[]? Enum { get; init; }

    public int MinLength { get; init; } = -1;

    public int MaxLength { get; init; } = -1;

    public long Minimum { get; init; } = long.MinValue;

    public long Maximum { get; init; } = long.MinValue;

    public int MinItems { get; init; } = -1;

    public int MaxItems { get; init; } = -1;

    public int MaxProperties { get; init; } = -1;

    /// <summary>Keys of a list that merges by key; empty for other lists.</summary>
    public string[] ListMapKeys { get; init; } = [];

    /// <summary>Pattern of each text in a list or map; likewise the two lengths below.</summary>
    public string? ItemPattern { get; init; }

    public int ItemMinLength { get; init; } = -1;

    public int ItemMaxLength { get; init; } = -1;

    /// <summary>The text, or each of them, reaches the workflow document, so it may not name an environment variable.</summary>
    public bool Literal { get; init; }
}
