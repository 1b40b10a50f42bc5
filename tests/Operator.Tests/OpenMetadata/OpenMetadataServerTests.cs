using Operator.OpenMetadata;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.OpenMetadata;

public sealed class OpenMetadataServerTests
{
    [Theory]
    [InlineData("http://openmetadata:8585", "http://openmetadata:8585/api")]
    [InlineData("http://openmetadata:8585/", "http://openmetadata:8585/api")]
    [InlineData("http://openmetadata:8585/api", "http://openmetadata:8585/api")]
    [InlineData("http://openmetadata:8585/api/", "http://openmetadata:8585/api")]
    [InlineData("https://corp.example/metadata", "https://corp.example/metadata/api")]
    [InlineData("https://corp.example/metadata/api//", "https://corp.example/metadata/api")]
    public void The_base_always_ends_in_api(string url, string api) => Assert.Equal(api, OpenMetadataServer.At(url, Trust.System)!.Api.AbsoluteUri);

    [Theory]
    [InlineData("openmetadata:8585/api")]
    [InlineData("ftp://openmetadata/api")]
    [InlineData("http://admin:secret@openmetadata/api")]
    [InlineData("http://openmetadata/api?x=1")]
    [InlineData("")]
    public void What_is_no_base_is_no_server(string url) => Assert.Null(OpenMetadataServer.At(url, Trust.System));

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void A_bundle_without_certificates_is_no_trust(string pem) => Assert.Null(Trust.FromPem(pem));
}
