using System.Security.Cryptography;
using Operator.Hosting;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>Certificates from a file, judged before anything starts.</summary>
public sealed class CaBundleOptionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ca-bundle-");
    private readonly TestCertificates _company = new();

    public void Dispose()
    {
        _company.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_certificates_reach_the_calls_and_the_pods()
    {
        var options = await ReadAsync(Written($"# Our own\n{_company.Pem}\n"));

        Assert.Equal(_company.Pem, options.Outbound.AdditionalCertificates?.TrimEnd());
        Assert.Equal(options.Outbound.AdditionalCertificates, options.Plan.AdditionalCertificates);
    }

    [Fact]
    public async Task A_key_in_the_file_stays_where_it_is()
    {
        using var key = ECDsa.Create();

        var options = await ReadAsync(Written(key.ExportPkcs8PrivateKeyPem() + '\n' + _company.Pem));

        Assert.Equal(_company.Pem, options.Plan.AdditionalCertificates?.TrimEnd());
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() => AssertComplains("/nowhere/ca.pem", "--ca-bundle: /nowhere/ca.pem cannot be read; give the path of a PEM file");

    [Theory]
    [InlineData("")]
    [InlineData("just text")]
    [InlineData("-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n")]
    public void A_file_without_a_certificate_is_told_what_belongs_there(string text) => AssertComplains(Written(text), "holds no certificate; give PEM, with lines -----BEGIN CERTIFICATE-----");

    [Fact]
    public void A_whole_bundle_of_the_system_is_too_much_for_pods() =>
        AssertComplains(Written(_company.Pem + new string('\n', 64 * 1024)), "pods get at most 65536; leave only the certificates in it that the system does not trust anyway");

    private static void AssertComplains(string file, string expected)
    {
        using var output = new StringWriter();

        var code = CommandLine.Complain(new CommandLine().Build((_, _) => Task.FromResult(0)).Parse(["--ca-bundle", file]).Errors, output);

        Assert.Equal(CommandLine.WrongUsage, code);
        Assert.Contains(expected, output.ToString(), StringComparison.Ordinal);
    }

    private static async Task<OperatorOptions> ReadAsync(string file)
    {
        OperatorOptions? read = null;
        var line = new CommandLine().Build((options, _) => Task.FromResult((read = options) is null ? 1 : 0));
        await line.Parse(["--ca-bundle", file]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
        return read!;
    }

    private string Written(string text)
    {
        var file = Path.Combine(_folder.FullName, "ca.pem");
        File.WriteAllText(file, text);
        return file;
    }
}
