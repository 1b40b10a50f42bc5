using Operator.Cluster;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons;

namespace Operator.Reconcile;

/// <summary>Where a key is kept.</summary>
internal sealed record KeyReference(string Namespace, string Kind, string Name, string Key);

/// <summary>Whose token it is, so that two swapped Secrets are noticed before anything is sent.</summary>
internal enum TokenOwner
{
    DbtCloud,
    OpenMetadata,
}

/// <summary>Pure judgement of what was read: found and usable, or which of the closed reasons applies, with the fix.</summary>
internal static class KeyVerdicts
{
    /// <summary>A bot's token has one or two KiB; some proxies refuse headers of more than eight.</summary>
    private const int LongestToken = 16 * 1024;

    public static (KeySeen Seen, AccessToken? Token) Judge(KeyAnswer answer, KeyReference reference, TokenOwner owner)
    {
        if (answer is KeyAnswer.TooLong tooLong)
        {
            return (TooLong(reference, tooLong.Revision), null);
        }

        if (answer is not KeyAnswer.Found found)
        {
            return (Missing(answer, reference), null);
        }

        if (found.Value.Length == 0)
        {
            return (Bad(SecretsResolved.SecretKeyEmpty, found, $"{Where(reference)} is empty; store the token there"), null);
        }

        if (found.Value.Length > LongestToken)
        {
            return (TooLong(reference, found.Revision), null);
        }

        if (AccessToken.From(found.Value) is not { } token)
        {
            return (Bad(SecretsResolved.SecretMalformed, found, $"{Where(reference)} has white space or a newline around or in the token; store it again with echo -n or --from-literal"), null);
        }

        return IsOfTheOther(found.Value, owner)
            ? (Bad(SecretsResolved.SecretMalformed, found, Swapped(reference, owner)), null)
            : (new KeySeen(SecretsResolved.Resolved, found.Revision, ExpiresAt: token.ExpiresAt), token);
    }

    public static (KeySeen Seen, Trust Trust) JudgeBundle(KeyAnswer answer, KeyReference reference, CaBundles bundles) => answer switch
    {
        KeyAnswer.Found found => bundles.Read(found.Value) switch
        {
            CaBundle.Trusted { Trust: var trust } => (new KeySeen(SecretsResolved.Resolved, found.Revision), trust),
            CaBundle.TooLarge => (TooLarge(reference, found.Revision), Trust.System),
            _ => (Bad(SecretsResolved.CaBundleNotFound, found, $"{Where(reference)} holds no certificate in PEM form"), Trust.System),
        },
        KeyAnswer.TooLong tooLong => (TooLarge(reference, tooLong.Revision), Trust.System),
        KeyAnswer.Forbidden => (Missing(answer, reference), Trust.System),
        _ => (Missing(answer, reference) with { Reason = SecretsResolved.CaBundleNotFound }, Trust.System),
    };

    private static KeySeen TooLong(KeyReference reference, string revision) =>
        new(SecretsResolved.SecretMalformed, revision, $"{Where(reference)} is longer than any token ({LongestToken / 1024} KiB); store the token alone there");

    private static KeySeen TooLarge(KeyReference reference, string revision) => new(
        SecretsResolved.CaBundleTooLarge,
        revision,
        $"{Where(reference)} has more than {CaBundles.MostBytes / 1024} KiB or {CaBundles.MostCertificates} certificates; keep only the authorities that sign OpenMetadata's certificate");

    private static KeySeen Missing(KeyAnswer answer, KeyReference reference) => answer switch
    {
        KeyAnswer.KeyMissing missing => new(SecretsResolved.SecretKeyMissing, missing.Revision, $"{Where(reference)} does not exist; {Present(missing.Keys)}"),
        KeyAnswer.Forbidden => new(SecretsResolved.Forbidden, null, $"the operator may not read the {reference.Kind} \"{reference.Name}\"; grant its service account get on {reference.Kind.ToLowerInvariant()}s in namespace \"{reference.Namespace}\""),
        _ => new(SecretsResolved.SecretNotFound, null, $"the {reference.Kind} \"{reference.Name}\" does not exist in namespace \"{reference.Namespace}\"; create it with the key \"{reference.Key}\""),
    };

    private static KeySeen Bad(Reason reason, KeyAnswer.Found found, string message) => new(reason, found.Revision, message);

    private static string Where(KeyReference reference) => $"the key \"{reference.Key}\" of the {reference.Kind} \"{reference.Name}\"";

    private static string Present(IReadOnlyList<string> keys) =>
        keys.Count == 0 ? "the object has no keys at all" : $"its keys are {string.Join(", ", keys.Order(StringComparer.Ordinal).Take(5).Select(key => $"\"{key}\""))}";

    /// <summary>dbt Cloud's tokens are never JSON web tokens; OpenMetadata's never start as the newer ones of dbt Cloud do.</summary>
    private static bool IsOfTheOther(string value, TokenOwner owner) => owner is TokenOwner.DbtCloud
        ? value.StartsWith("eyJ", StringComparison.Ordinal) && value.Count(c => c == '.') == 2
        : value.StartsWith("dbtc_", StringComparison.Ordinal) || value.StartsWith("dbtu_", StringComparison.Ordinal);

    private static string Swapped(KeyReference reference, TokenOwner owner) => owner is TokenOwner.OpenMetadata
        ? $"{Where(reference)} is a token of dbt Cloud, not of an OpenMetadata bot; are the two Secrets swapped?"
        : $"{Where(reference)} is a JSON web token, so not one of dbt Cloud; are the two Secrets swapped?";
}
