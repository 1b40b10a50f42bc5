using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Operator.Outbound;

/// <summary>
/// Judges a server's certificate by whom the call trusts and, beside them, by the authorities of the operator's own. The name
/// is compared in every case, and nothing that a certificate points to is fetched.
/// </summary>
/// <param name="trust">Whom the call trusts.</param>
/// <param name="additional">Authorities in PEM that count beside these; null for none.</param>
internal sealed class CertificateCheck(Trust trust, string? additional) : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly OwnedCertificates? _roots = (trust as Trust.Roots)?.Read();

    public void Dispose() => _roots?.Dispose();

    public SslClientAuthenticationOptions Options() => new()
    {
        CertificateChainPolicy = _roots is { } roots ? Only(roots) : Usual(),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            trust is Trust.NoVerification || errors is SslPolicyErrors.None || JudgeAgain(certificate as X509Certificate2, chain, errors),
    };

    private bool JudgeAgain(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var isExpired = IsExpired(chain);
        if (additional is not null && certificate is not null && errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            using var authorities = Trust.ReadPem(additional);
            using var other = new X509Chain { ChainPolicy = Only(authorities) };
            other.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
            other.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
            errors = other.Build(certificate) ? errors & ~SslPolicyErrors.RemoteCertificateChainErrors : errors;
            isExpired |= IsExpired(other);
        }

        return errors is SslPolicyErrors.None ? true : throw new UntrustedServerException(CauseOf(errors, isExpired));
    }

    private static TlsCause CauseOf(SslPolicyErrors errors, bool isExpired) => errors switch
    {
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) => TlsCause.Handshake,
        _ when !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) => TlsCause.NameMismatch,
        _ => isExpired ? TlsCause.Expired : TlsCause.UntrustedRoot,
    };

    private static bool IsExpired(X509Chain? chain) => chain?.ChainStatus is [{ Status: X509ChainStatusFlags.NotTimeValid }];

    // The fetch of a missing authority would go where the certificate says, past every guard.
    private static X509ChainPolicy Usual() => new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };

    private static X509ChainPolicy Only(OwnedCertificates authorities)
    {
        var policy = Usual();
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(authorities.Certificates);
        policy.ExtraStore.AddRange(authorities.Certificates);
        return policy;
    }
}
