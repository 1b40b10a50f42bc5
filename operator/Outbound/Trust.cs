using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Operator.Outbound;

/// <summary>Whom to believe when a server shows its certificate.</summary>
internal abstract record Trust
{
    private Trust()
    {
    }

    /// <summary>The roots of the system.</summary>
    public static Trust System { get; } = new SystemRoots();

    /// <summary>Anybody, because the user asked for it.</summary>
    public static Trust Anybody { get; } = new NoVerification();

    /// <summary>Trust in the certificates of a PEM bundle in place of the system's roots, or null when it holds none that can be read.</summary>
    public static Trust? FromPem(string pem) => Read(pem).Count > 0 ? new Roots(pem) : null;

    private static X509Certificate2Collection Read(string pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }

        return certificates;
    }

    internal sealed record SystemRoots : Trust;

    internal sealed record NoVerification : Trust;

    internal sealed record Roots(string Pem) : Trust
    {
        // Somebody may have put the key beside the certificate.
        public override string ToString() => nameof(Roots);
    }
}
