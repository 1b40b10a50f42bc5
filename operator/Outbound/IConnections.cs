namespace Operator.Outbound;

/// <summary>Hands out the guarded pool of connections for a kind of place and a kind of trust.</summary>
internal interface IConnections
{
    HttpMessageInvoker To(Destination destination, Trust trust);
}
