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

    /// <summary>Whether a text of the far side has a part of eight letters or digits in common with the token: then it is not for anybody's eyes.</summary>
    public bool IsRepeatedBy(string text)
    {
        const int part = 8;
        var (mine, theirs) = (Bare(_value), Bare(text));
        return Enumerable.Range(0, Math.Max(0, mine.Length - part + 1)).Any(start => theirs.Contains(mine.Substring(start, part), StringComparison.OrdinalIgnoreCase));
    }

    public string AsBearer() => "Bearer " + _value;

    public bool Equals(AccessToken? other) => other?.Fingerprint == Fingerprint;

    public override bool Equals(object? obj) => Equals(obj as AccessToken);

    public override int GetHashCode() => Fingerprint.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => "(secret)";

    private static string Bare(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));
}
