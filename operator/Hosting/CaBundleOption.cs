using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Operator.Hosting;

/// <summary>The option of the certificates that the operator trusts beside the system's: read once, and wrong at the start rather than at the first call.</summary>
internal static class CaBundleOption
{
    /// <summary>An annotation carries them to the pods, and all annotations of an object together may have four times as much.</summary>
    private const int MostBytes = 64 * 1024;

    /// <summary>Its value is the certificates in PEM, without whatever else the file holds.</summary>
    public static Option<string?> Create() => new("--ca-bundle")
    {
        Description = "PEM file, at most 64 KiB, of certificates to trust beside the system's: a company's own authority, or a proxy's that opens TLS. The ingestion's pods get them too.",
        HelpName = "FILE",
        CustomParser = Read,
    };

    private static string? Read(ArgumentResult result)
    {
        var file = result.Tokens.Single().Value;
        try
        {
            var size = new FileInfo(file).Length;
            if (size > MostBytes)
            {
                return Complain(result, $"{file} has {size} bytes, and pods get at most {MostBytes}; leave only the certificates in it that the system does not trust anyway.");
            }

            return Certificates(File.ReadAllText(file)) ?? Complain(result, $"{file} holds no certificate; give PEM, with lines -----BEGIN CERTIFICATE-----.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Complain(result, $"{file} cannot be read; give the path of a PEM file, in a pod of one that is mounted.");
        }
    }

    private static string? Certificates(string text)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            return null;
        }

        return certificates.Count > 0 ? certificates.ExportCertificatePems() + '\n' : null;
    }

    private static string? Complain(ArgumentResult result, string what)
    {
        result.AddError($"--ca-bundle: {what}");
        return null;
    }
}
