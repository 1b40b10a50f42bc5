using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Operator.Resource;

/// <summary>
/// Compares quantities as the API server understands them: a number with a decimal suffix (n to E), a binary one (Ki to Ei) or a
/// power of ten. The server rounds resources up to thousandths, and caps them at 2^63 - 1; so does this. Neither costs more than the
/// text is long: an exponent is weighed against the bounds before anything is raised to it.
/// </summary>
internal static class QuantityValue
{
    /// <summary>A longer text is compared as text. What the API server makes of a quantity is shorter, and so is what the CRD lets pass.</summary>
    public const int LongestText = 64;

    private const string DecimalSuffixes = "num kMGTPE";
    private const string BinarySuffixes = "KMGTPE";
    private const int DigitsOfTheCap = 19;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");
    private static readonly BigInteger Cap = new BigInteger(long.MaxValue) * 1000;

    /// <summary>Whether two texts mean the same quantity. Where one cannot be read, they have to be the same text.</summary>
    public static bool AreSame(string one, string other) =>
        one == other || (ThousandthsOf(one) is { } value && ThousandthsOf(other) == value);

    /// <summary>Whether the text can be read as a quantity.</summary>
    public static bool IsQuantity(string text) => ThousandthsOf(text) is not null;

    /// <summary>Null where the text is no quantity.</summary>
    private static BigInteger? ThousandthsOf(string text)
    {
        if (text.Length is 0 or > LongestText)
        {
            return null;
        }

        var isNegative = text[0] == '-';
        var rest = text.AsSpan(text[0] is '-' or '+' ? 1 : 0);
        var end = rest.IndexOfAnyExcept(NumberCharacters);
        var number = end < 0 ? rest : rest[..end];
        return SuffixOf(rest[number.Length..]) is var (ten, two) && DigitsOf(number, out var decimals) is { } digits
            ? (isNegative ? -1 : 1) * Scaled(digits, ten - decimals, two)
            : null;
    }

    /// <summary>The powers of ten and two that a suffix stands for. One is zero.</summary>
    private static (long Ten, int Two)? SuffixOf(ReadOnlySpan<char> suffix) => suffix switch
    {
        [] => (0, 0),
        [not ' ' and var si] when DecimalSuffixes.IndexOf(si, StringComparison.Ordinal) is var place and >= 0 => ((place - 3) * 3, 0),
        [var binary, 'i'] when BinarySuffixes.IndexOf(binary, StringComparison.Ordinal) is var place and >= 0 => (0, (place + 1) * 10),
        ['e' or 'E', .. var exponent] when int.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ten) => (ten, 0),
        _ => null,
    };

    /// <summary>The digits without zeros at either end, and how many of them stand behind the point (fewer than none where zeros were taken).</summary>
    private static string? DigitsOf(ReadOnlySpan<char> number, out int decimals)
    {
        var point = number.IndexOf('.');
        var whole = point < 0 ? number : number[..point];
        var fraction = point < 0 ? [] : number[(point + 1)..];
        var all = string.Concat(whole, fraction);
        var trimmed = all.TrimEnd('0');
        decimals = fraction.Length - (all.Length - trimmed.Length);
        return all.Length == 0 || fraction.Contains('.') ? null : trimmed.TrimStart('0');
    }

    private static BigInteger Scaled(string digits, long ten, int two)
    {
        // The value lies below ten to this power, times the power of two, and that has no more digits than the cap.
        var magnitude = digits.Length + ten;
        return digits.Length == 0 ? 0
            : magnitude > DigitsOfTheCap ? Cap
            : magnitude < -2 - DigitsOfTheCap ? 1
            : BigInteger.Min(Cap, RoundedUp(BigInteger.Parse(digits, CultureInfo.InvariantCulture) << two, (int)ten + 3));
    }

    private static BigInteger RoundedUp(BigInteger value, int ten) => ten >= 0
        ? value * BigInteger.Pow(10, ten)
        : (value + BigInteger.Pow(10, -ten) - 1) / BigInteger.Pow(10, -ten);
}
