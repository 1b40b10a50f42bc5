namespace Operator.Plan;

/// <summary>What OpenMetadata shows of the tables that a run was to describe.</summary>
/// <param name="Service">Where they were looked for; null for every database service.</param>
internal sealed record ArrivalSeen(string? Service)
{
    /// <summary>Those that were looked for, in that order.</summary>
    public IReadOnlyList<ModelSeen> Models { get; init; } = [];

    /// <summary>There were models, and the filters of the options leave all of them out.</summary>
    public bool AreAllFiltered { get; init; }

    /// <summary>Files that the run does not have; null where that is not known.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Why the questions ended before their answers; null where all were answered.</summary>
    public ArrivalTrouble? Trouble { get; init; }

    /// <summary>It was looked for tables, and none is there.</summary>
    public bool FoundNone => Trouble is null && Models.Count > 0 && Models.All(model => model.Exists == false);
}

/// <summary>One model, as far as it was asked about: null is not asked.</summary>
internal sealed record ModelSeen(FetchedModel Model)
{
    private const int LongestPart = 63;

    public bool? Exists { get; init; }

    public bool? HasLineage { get; init; }

    public bool? HasDescription { get; init; }

    public bool? HasTestResult { get; init; }

    /// <summary>As dbt names it, short, and without what a terminal would act on.</summary>
    public string Name => string.Join('.', new[] { Model.Database, Model.Schema, Model.Alias }.Where(part => part is { Length: > 0 }).Select(part => Plain(part!)));

    private static string Plain(string part)
    {
        var printable = string.Concat(part.Where(letter => !char.IsControl(letter)));
        return printable.Length <= LongestPart ? printable : printable[..LongestPart] + "…";
    }
}

/// <summary>Why OpenMetadata could not be asked to the end.</summary>
/// <param name="MayPass">Worth asking again.</param>
internal sealed record ArrivalTrouble(string Why, bool MayPass);
