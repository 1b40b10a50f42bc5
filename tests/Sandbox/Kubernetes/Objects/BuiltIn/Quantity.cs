using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Sandbox.Kubernetes.Objects.BuiltIn;

/// <summary>Resource quantities: the server stores them in one canonical form ("1000m" becomes "1", "1024Mi" becomes "1Gi").</summary>
internal static class Quantity
{
    private const string DecimalSuffixes = "n,u,m,,k,M,G,T,P,E";
    private const string NoQuantity = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    /// <summary>A larger exponent is stored as it was written; the real server makes it a multiple of three at most.</summary>
    private const int LargestComputed = 1000;

    private static readonly SearchValues<char> SuffixCharacters = SearchValues.Create("eEinumkKMGTP+-0123456789");
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+-0123456789.");
    private static readonly string[] Decimal = DecimalSuffixes.Split(',');
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    /// <summary>The canonical text, or null and the server's complaint.</summary>
    public static string? Canonical(string text, out string? error)
    {
        error = null;
        var (number, suffix) = Split(text);
        if (!IsNumber(number))
        {
            error = NoQuantity;
            return null;
        }

        if (Array.IndexOf(Binary, suffix) is var power && power > 0)
        {
            return InBinary(Nanos(number, 0) * BigInteger.Pow(1024, power));
        }

        if (Array.IndexOf(Decimal, suffix) is var step && step >= 0)
        {
            return InDecimal(Nanos(number, (step - 3) * 3));
        }

        if (IsExponent(suffix, out var exponent))
        {
            return Math.Abs((long)exponent) > LargestComputed ? text : WithExponent(Nanos(number, exponent));
        }

        error = suffix.AsSpan().ContainsAnyExcept(SuffixCharacters) ? NoQuantity : "unable to parse quantity's suffix";
        return null;
    }

    /// <summary>Compares two canonical quantities by value.</summary>
    public static int Compare(string one, string other) => one == other ? 0 : Nanos(one).CompareTo(Nanos(other));

    private static BigInteger Nanos(string canonical)
    {
        var (number, suffix) = Split(canonical);
        return Array.IndexOf(Binary, suffix) is var power && power > 0 ? Nanos(number, 0) * BigInteger.Pow(1024, power)
            : Array.IndexOf(Decimal, suffix) is var step && step >= 0 ? Nanos(number, (step - 3) * 3)
            : Nanos(number, IsExponent(suffix, out var exponent) ? exponent : 0);
    }

    private static (string Number, string Suffix) Split(string text)
    {
        var end = text.AsSpan().IndexOfAnyExcept(NumberCharacters) is var at && at < 0 ? text.Length : at;
        return (text[..end], text[end..]);
    }

    private static bool IsNumber(string number)
    {
        var digits = number.TrimStart('+', '-');
        return number.Length - digits.Length <= 1 && digits.Any(char.IsAsciiDigit) && digits.Count(c => c == '.') <= 1
            && digits.All(c => char.IsAsciiDigit(c) || c == '.');
    }

    private static bool IsExponent(string suffix, out int exponent)
    {
        exponent = 0;
        return suffix is ['e' or 'E', ..] && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
    }

    /// <summary>The value in billionths, rounded away from zero: nothing finer is stored.</summary>
    private static BigInteger Nanos(string number, int powerOfTen)
    {
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? "" : number[(point + 1)..];
        var digits = BigInteger.Parse((point < 0 ? number : number[..point] + fraction).TrimStart('+'), CultureInfo.InvariantCulture);
        var scale = powerOfTen + 9 - fraction.Length;
        if (scale >= 0)
        {
            return digits * BigInteger.Pow(10, scale);
        }

        var value = BigInteger.DivRem(digits, BigInteger.Pow(10, -scale), out var rest);
        return rest.IsZero ? value : value + rest.Sign;
    }

    private static string InDecimal(BigInteger nanos)
    {
        var step = 0;
        while (!nanos.IsZero && step < Decimal.Length - 1 && (nanos % 1000).IsZero)
        {
            nanos /= 1000;
            step++;
        }

        return nanos.IsZero ? "0" : nanos.ToString(CultureInfo.InvariantCulture) + Decimal[step];
    }

    private static string InBinary(BigInteger nanos)
    {
        var one = BigInteger.Pow(10, 9);
        var value = nanos / one;
        if (BigInteger.Abs(value) < 1024 || !(nanos % one).IsZero)
        {
            return InDecimal(nanos);
        }

        var power = 0;
        while (power < Binary.Length - 1 && (value % 1024).IsZero)
        {
            value /= 1024;
            power++;
        }

        return value.ToString(CultureInfo.InvariantCulture) + Binary[power];
    }

    private static string WithExponent(BigInteger nanos)
    {
        var exponent = -9;
        while (!nanos.IsZero && (nanos % 1000).IsZero)
        {
            nanos /= 1000;
            exponent += 3;
        }

        return nanos.ToString(CultureInfo.InvariantCulture) + (exponent == 0 || nanos.IsZero ? "" : $"e{exponent}");
    }
}
