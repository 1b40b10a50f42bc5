using System.Buffers.Text;
using System.Text.Json;

namespace Operator.Outbound;

/// <summary>
/// When a JSON web token ends by its own claim <c>exp</c>. The signature is the server's affair; a text that is no such token,
/// or one that never ends, gives none.
/// </summary>
internal static class JwtExpiry
{
    private const int LongestToken = 16 * 1024;
    private const int Deepest = 16;

    // The last second that a date can hold.
    private const long LastSecond = 253402300799;

    public static DateTimeOffset? Of(string token)
    {
        if (token.Length > LongestToken || token.Split('.') is not [_, var payload, _])
        {
            return null;
        }

        try
        {
            return Base64Url.IsValid(payload) ? ExpiryIn(Base64Url.DecodeFromChars(payload)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DateTimeOffset? ExpiryIn(ReadOnlySpan<byte> claims)
    {
        DateTimeOffset? expiry = null;
        var reader = new Utf8JsonReader(claims, new JsonReaderOptions { MaxDepth = Deepest });
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals("exp"u8) && reader.Read())
            {
                expiry = InstantOf(ref reader);
            }
        }

        return expiry;
    }

    // Seconds since 1970; some issuers write them with a fraction.
    private static DateTimeOffset? InstantOf(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out var seconds) && seconds is >= 0 and <= LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
}
