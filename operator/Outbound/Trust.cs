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

    /// <summary>What tells it from any other, without what it holds: for keys that outlive a call.</summary>
    public abstract string Identity { get; }

    /// <summary>Trust in the certificates of a PEM bundle in place of the system's roots, or null when it holds none that can be read.</summary>
    public static Trust? FromPem(string pem)
    {
        using var read = ReadPem(pem);
        return read.Certificates.Count > 0 ? new Roots([.. read.Certificates.Select(certificate => certificate.RawData)]) : null;
    }

    public static OwnedCertificates ReadPem(string pem)
    {
        var read = new OwnedCertificates([]);
        try
        {
            read.Certificates.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            read.Dispose();
            read.Certificates.Clear();
        }

        return read;
    }

    internal sealed record SystemRoots : Trust
    {
        public override string Identity => "system";
    }

    internal sealed record NoVerification : Trust
    {
        public override string Identity => "anybody";
    }

    /// <summary>
    /// The bare certificates, known by their digest: whatever stood beside them, perhaps a key, stays behind, and who shares a
    /// bundle shares connections.
    /// </summary>
    internal sealed record Roots : Trust
    {
        private readonly IReadOnlyList<byte[]> _certificates;

        public Roots(IReadOnlyList<byte[]> certificates)
        {
            _certificates = certificates;
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var certificate in certificates)
            {
                digest.AppendData(certificate);
            }

            Identity = Convert.ToHexString(digest.GetHashAndReset());
        }

        public override string Identity { get; }

        /// <summary>Parsed anew, for whoever opens connections; he disposes them.</summary>
        public OwnedCertificates Read() => new([.. _certificates.Select(certificate => X509CertificateLoader.LoadCertificate(certificate))]);

        public bool Equals(Roots? other) => other?.Identity == Identity;

        public override int GetHashCode() => Identity.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => nameof(Roots);
    }
}

/// <summary>Certificates, which hold memory outside of the runtime's, until somebody disposes them.</summary>
internal sealed record OwnedCertificates(X509Certificate2Collection Certificates) : IDisposable
{
    public void Dispose()
    {
        foreach (var certificate in Certificates)
        {
            certificate.Dispose();
        }
    }
}
