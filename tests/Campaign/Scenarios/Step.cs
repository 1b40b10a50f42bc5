namespace Campaign.Scenarios;

/// <summary>Something happens, and then so much time passes before the next.</summary>
internal sealed record Step(Act Act, TimeSpan Then)
{
    public override string ToString() => $"{Act}; then {Then}";
}
