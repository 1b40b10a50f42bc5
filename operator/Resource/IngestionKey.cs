namespace Operator.Resource;

/// <summary>Which DbtCloudIngestion is meant: all that the queue ever carries.</summary>
internal sealed record IngestionKey(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
