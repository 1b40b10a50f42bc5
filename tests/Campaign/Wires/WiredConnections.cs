using Operator.Outbound;

namespace Campaign.Wires;

/// <summary>The operator's way to the outside: each host is one of the stand-ins.</summary>
internal sealed class WiredConnections(HttpMessageHandler dbtCloud, HttpMessageHandler openMetadata) : IConnections, IDisposable
{
    private readonly HttpMessageInvoker _hosts = new(new ByHost(dbtCloud, openMetadata));

    public HttpMessageInvoker To(Destination destination, Trust trust) => _hosts;

    public void Dispose() => _hosts.Dispose();

    private sealed class ByHost(HttpMessageHandler dbtCloud, HttpMessageHandler openMetadata) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _dbtCloud = new(dbtCloud);
        private readonly HttpMessageInvoker _openMetadata = new(openMetadata);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.RequestUri!.Host switch
        {
            var host when host.EndsWith("dbt.com", StringComparison.OrdinalIgnoreCase) => _dbtCloud.SendAsync(request, cancellationToken),
            var host when host.StartsWith("openmetadata", StringComparison.OrdinalIgnoreCase) => _openMetadata.SendAsync(request, cancellationToken),
            _ => throw new HttpRequestException(HttpRequestError.NameResolutionError, "No such host is known."),
        };
    }
}
