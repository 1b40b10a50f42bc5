using Microsoft.Extensions.Time.Testing;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

/// <summary>CA bundles as tenants store them.</summary>
public sealed class CaBundlesTests : IDisposable
{
    private readonly TestCertificates _company = new();
    private readonly TestCertificates _other = new();
    private readonly CaBundles _bundles = new(new FakeTimeProvider());

    public void Dispose()
    {
        _company.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Who_names_the_same_content_shares_what_was_read_of_it()
    {
        var first = Assert.IsType<CaBundle.Trusted>(_bundles.Read(_company.Pem));
        var second = Assert.IsType<CaBundle.Trusted>(_bundles.Read(new string(_company.Pem.AsSpan())));

        Assert.Same(first.Trust, second.Trust);
    }

    [Fact]
    public void Bundles_with_the_same_certificates_are_one_trust_whatever_else_they_hold()
    {
        var commented = Assert.IsType<CaBundle.Trusted>(_bundles.Read("# of the company\n" + _company.Pem));

        Assert.Equal(Trust.FromPem(_company.Pem), commented.Trust);
        Assert.Equal(Trust.FromPem(_company.Pem)!.Identity, commented.Trust.Identity);
    }

    [Fact]
    public void Bundles_with_other_certificates_are_other_trusts()
    {
        Assert.NotEqual(Trust.FromPem(_company.Pem), Trust.FromPem(_other.Pem));
        Assert.NotEqual(Trust.FromPem(_company.Pem), Trust.FromPem(_company.Pem + "\n" + _other.Pem));
        Assert.Equal(4, new[] { Trust.System, Trust.Anybody, Trust.FromPem(_company.Pem)!, Trust.FromPem(_other.Pem)! }.Select(trust => trust.Identity).Distinct().Count());
    }

    [Fact]
    public void More_bytes_or_certificates_than_any_server_needs_are_too_large()
    {
        Assert.IsType<CaBundle.TooLarge>(_bundles.Read(_company.Pem + new string('\n', CaBundles.MostBytes)));
        Assert.IsType<CaBundle.TooLarge>(_bundles.Read(string.Concat(Enumerable.Repeat("-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----\n", CaBundles.MostCertificates + 1))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----\n")]
    public void What_holds_no_certificate_is_no_trust(string pem) => Assert.IsType<CaBundle.WithoutCertificate>(_bundles.Read(pem));
}
