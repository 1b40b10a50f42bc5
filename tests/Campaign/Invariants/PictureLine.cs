namespace Campaign.Invariants;

/// <summary>One thing that can be compared.</summary>
internal sealed record PictureLine(string What, string Value);
