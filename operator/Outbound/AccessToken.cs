using System.Security.Cryptography;
using System.Text;

namespace Operator.Outbound;

/// <summary>A token that cannot be printed by accident. Two tokens are told apart by a fingerprint whose key dies with the process.</summary>
internal sealed class AccessToken : IEquatable<AccessToken>
{
    private static readonly byte[] FingerprintKey = RandomNumberGenerator.GetBytes(32);
    private readonly string _value;

    private AccessToken(string value)
    {
        _value = value;
        Fingerprint = Convert.ToHexString(HMACSHA256.HashData(FingerprintKey, Encoding.UTF8.GetBytes(value)));
    }

    public string Fingerprint { get; }

    /// <summary>The token, or null when the text cannot stand in a header: empty, white space around or in it, no plain ASCII.</summary>
    public static AccessToken? From(string value) =>
        value.Length > 0 && value.All(c => c is > ' ' and < (char)0x7f) ? new AccessToken(value) : null;

    /// <summary>When it ends by its own word; null for a token that does not say, or never ends.</summary>
    public DateTimeOffset? ExpiresAt => JwtExpiry.Of(_value);

    /// <summary>
    /// Whether a text of the far side has a part of eight letters or digits in common with the token: then it is not for anybody's
    /// eyes. It takes as long as both are, not as their product: who names a token and writes names may not hold up others.
    /// </summary>
    public bool IsRepeatedBy(string text)
    {
        var theirs = PartsOf(text).ToHashSet();
        return theirs.Count > 0 && PartsOf(_value).Any(theirs.Contains);
    }

    public string AsBearer() => "Bearer " + _value;

    public bool Equals(AccessToken? other) => other?.Fingerprint == Fingerprint;

    public override bool Equals(object? obj) => Equals(obj as AccessToken);

    public override int GetHashCode() => Fingerprint.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => "(secret)";

    /// <summary>Each run of eight letters or digits, whatever stands between them and whatever their case, as one number.</summary>
    private static IEnumerable<ulong> PartsOf(string text)
    {
        var (part, letters) = (0UL, 0);
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                part = (part << 8) | (byte)char.ToLowerInvariant(letter);
                if (++letters >= sizeof(ulong))
                {
                    yield return part;
                }
            }
        }
    }
}
