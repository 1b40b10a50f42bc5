namespace Campaign.Wires;

/// <summary>Whom the operator calls.</summary>
internal enum Target
{
    Kubernetes,
    DbtCloud,
    OpenMetadata,
}
