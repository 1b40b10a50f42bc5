using System.Security.Cryptography;
using System.Text;

namespace Operator.Outbound;

/// <summary>Reads CA bundles, each content once for all who name it, and refuses those that no server could need.</summary>
internal sealed class CaBundles(TimeProvider time)
{
    /// <summary>The whole list of public authorities, as a system has it, with some of a company's own.</summary>
    public const int MostBytes = 256 * 1024;

    public const int MostCertificates = 500;

    private const int Kept = 64;
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromHours(1);
    private readonly IdleCache<string, Lazy<CaBundle>> _read = new(ForgottenAfter, time, Kept);

    public CaBundle Read(string pem)
    {
        if (pem.Length > MostBytes || Encoding.UTF8.GetByteCount(pem) > MostBytes)
        {
            return new CaBundle.TooLarge();
        }

        var content = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(pem)));
        return _read.GetOrAdd(content, () => new Lazy<CaBundle>(() => Parse(pem))).Value;
    }

    private static CaBundle Parse(string pem) => pem.Split("-----BEGIN ").Length - 1 > MostCertificates ? new CaBundle.TooLarge()
        : Trust.FromPem(pem) is { } trust ? new CaBundle.Trusted(trust)
        : new CaBundle.WithoutCertificate();
}

/// <summary>What a CA bundle turned out to be.</summary>
internal abstract record CaBundle
{
    private CaBundle()
    {
    }

    internal sealed record Trusted(Trust Trust) : CaBundle;

    /// <summary>More bytes or certificates than are read.</summary>
    internal sealed record TooLarge : CaBundle;

    internal sealed record WithoutCertificate : CaBundle;
}
