using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>Whom the ingestion trusts when OpenMetadata speaks https with a certificate of its own.</summary>
public sealed class IngestionTrustTests : IDisposable
{
    private readonly X509Certificate2 certificate = PrivateCertificate.Create();
    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pem");

    public IngestionTrustTests() => File.WriteAllText(file, certificate.ExportCertificatePem());

    public void Dispose()
    {
        File.Delete(file);
        certificate.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("verifySSL: no-ssl")]
    public async Task Without_a_setting_the_usual_roots_decide_and_a_private_one_fails_at_start(string setting)
    {
        await using var played = await PlayAsync(setting);

        Assert.Equal((1, 0), (played.Exit, played.ToOpenMetadata.Count));
        Assert.Contains("Error initializing metadata", played.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validation_with_the_certificates_path_works()
    {
        await using var played = await PlayAsync($"verifySSL: validate\n    sslConfig: {{caCertificate: {file}}}");

        Assert.Equal((0, "success"), (played.Exit, played.LastState));
    }

    [Fact]
    public async Task Ignoring_verifies_nothing()
    {
        await using var played = await PlayAsync("verifySSL: ignore");

        Assert.Equal((0, "success"), (played.Exit, played.LastState));
    }

    [Fact]
    public async Task A_bundle_in_the_environment_replaces_the_usual_roots()
    {
        await using var played = await PlayAsync("", new Dictionary<string, string> { ["REQUESTS_CA_BUNDLE"] = file });

        Assert.Equal((0, "success"), (played.Exit, played.LastState));
    }

    private async Task<PlayedCase> PlayAsync(string setting, Dictionary<string, string>? variables = null)
    {
        var played = new PlayedCase(
            new Situation
            {
                Certificate = certificate,
                Variables = variables ?? [],
                Document = text => text.Replace("authProvider:", (setting.Length == 0 ? "" : setting + "\n    ") + "authProvider:", StringComparison.Ordinal),
            },
            "1.13.6.3");
        await played.RunAsync(TestContext.Current.CancellationToken);
        return played;
    }
}
