using System.Net;

namespace Operator.Hosting;

/// <summary>Where to listen.</summary>
/// <param name="EndPoint">Null: nowhere.</param>
internal sealed record BindAddress(IPEndPoint? EndPoint)
{
    /// <summary>As it stands in the help.</summary>
    public override string ToString() => EndPoint is null ? "0" : EndPoint.Address.Equals(IPAddress.IPv6Any) ? $":{EndPoint.Port}" : EndPoint.ToString();
}
