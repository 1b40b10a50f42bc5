namespace Operator.DbtCloud;

/// <summary>One project of an account; <paramref name="DocsJobId"/> is the job that its documentation comes from.</summary>
internal sealed record DbtProject(string Id, string Name, DbtState State, string? DocsJobId);

/// <summary>What an account says about itself.</summary>
internal sealed record DbtAccountDetails(string Id, string? Name, string? Plan, DbtState State, bool Locked);

/// <summary>Host, token and account belong together.</summary>
internal sealed record DbtProof;

/// <summary>A list that was read page by page; <paramref name="Whole"/> is false when it was longer than the operator reads.</summary>
internal sealed record DbtList<T>(IReadOnlyList<T> Items, bool Whole);
