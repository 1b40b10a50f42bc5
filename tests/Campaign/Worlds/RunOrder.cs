namespace Campaign.Worlds;

/// <summary>Somebody asked a resource for a run.</summary>
/// <param name="Uid">Of the very resource: one of the same name that is made later has its own requests.</param>
internal sealed record RunOrder(string Name, string Uid, string Value);
