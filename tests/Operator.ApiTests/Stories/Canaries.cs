using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Operator.ApiTests.Stories;

/// <summary>
/// Secrets that must never sing: finds them in a text, whole or in part, plain or in any form that something on the way could give
/// them. A part is eight characters of the secret; of longer encodings, as many as those make.
/// </summary>
internal sealed class Canaries(params IEnumerable<string> secrets)
{
    private const int Around = 60;

    private readonly SearchValues<string> pieces = SearchValues.Create(
        [.. secrets.SelectMany(FormsOf).SelectMany(form => Pieces(form.Text, form.Part)).Distinct()], StringComparison.OrdinalIgnoreCase);

    /// <summary>The place where one is, with what stands around it; null where there is none.</summary>
    public string? In(string text) => text.AsSpan().IndexOfAny(pieces) is >= 0 and var at
        ? text[Math.Max(0, at - Around)..Math.Min(text.Length, at + Around)]
        : null;

    public static IEnumerable<(string Text, int Part)> FormsOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return (secret, 8);
        yield return (JsonSerializer.Serialize(secret).Trim('"'), 8);
        yield return (Uri.EscapeDataString(secret), 8);
        yield return (WebUtility.HtmlEncode(secret), 8);
        yield return (Convert.ToHexString(bytes), 16);
        yield return (string.Concat(bytes.Select(one => $"%{one:X2}")), 24);
        foreach (var shift in Enumerable.Range(0, 3))
        {
            yield return (Base64(bytes, shift), 10);
            yield return (Base64(bytes, shift).Replace('+', '-').Replace('/', '_'), 10);
        }
    }

    /// <summary>What base64 makes of it behind so many other bytes, without the characters that those and the end have a share in.</summary>
    private static string Base64(byte[] bytes, int shift)
    {
        var encoded = Convert.ToBase64String([.. new byte[shift], .. bytes]);
        return encoded[((shift * 8 + 5) / 6)..((shift + bytes.Length) * 8 / 6)];
    }

    private static IEnumerable<string> Pieces(string text, int length) =>
        Enumerable.Range(0, text.Length - length + 1).Select(start => text.Substring(start, length));
}
