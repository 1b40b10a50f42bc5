namespace Campaign.Invariants;

/// <summary>Something that holds whatever has happened, once trouble is over.</summary>
internal interface IInvariant
{
    /// <summary>One sentence for each way in which it does not hold.</summary>
    IEnumerable<string> Broken(Ending ending);
}
