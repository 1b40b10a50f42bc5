using System.Globalization;

namespace Sandbox.Kubernetes.Objects;

/// <summary>One field of a schedule: the values it allows, and whether it was written as a star.</summary>
internal sealed record CronField(ulong Values, bool IsStar)
{
    private static readonly string[] Months = "jan feb mar apr may jun jul aug sep oct nov dec".Split(' ');
    private static readonly string[] Days = "sun mon tue wed thu fri sat".Split(' ');

    public static readonly Bounds Minute = new(0, 59, []);
    public static readonly Bounds Hour = new(0, 23, []);
    public static readonly Bounds DayOfMonth = new(1, 31, []);
    public static readonly Bounds Month = new(1, 12, Months);
    public static readonly Bounds DayOfWeek = new(0, 6, Days);

    public bool Allows(int value) => (Values & (1UL << value)) != 0;

    /// <summary>Reads a list of ranges; null and the library's text where it refuses.</summary>
    public static CronField? Parse(string text, Bounds bounds, out string? error)
    {
        error = null;
        var (values, isStar) = (0UL, false);
        foreach (var range in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (ParseRange(range, bounds, out error) is not { } part)
            {
                return null;
            }

            values |= part.Values;
            isStar |= part.IsStar;
        }

        return new CronField(values, isStar);
    }

    private static CronField? ParseRange(string text, Bounds bounds, out string? error)
    {
        var stepped = text.Split('/');
        var ends = stepped[0].Split('-');
        var isStar = ends[0] is "*" or "?";
        var (start, end, step) = (bounds.Least, bounds.Most, 1);
        if (!isStar && !ParseEnds(text, ends, bounds, out start, out end, out error))
        {
            return null;
        }

        if (stepped.Length > 2)
        {
            error = $"too many slashes: {text}";
            return null;
        }

        if (stepped.Length == 2)
        {
            if (!ParseNumber(stepped[1], out step, out error))
            {
                return null;
            }

            // "5/10" means from 5 to the end, by tens.
            end = ends.Length == 1 ? bounds.Most : end;
        }

        error = Complaint(text, bounds, start, end, step);
        return error is null ? new CronField(Bits(start, end, step), isStar && step == 1) : null;
    }

    private static bool ParseEnds(string text, string[] ends, Bounds bounds, out int start, out int end, out string? error)
    {
        end = 0;
        if (!ParseValue(ends[0], bounds, out start, out error))
        {
            return false;
        }

        if (ends.Length > 2)
        {
            error = $"too many hyphens: {text}";
            return false;
        }

        end = start;
        return ends.Length == 1 || ParseValue(ends[1], bounds, out end, out error);
    }

    private static string? Complaint(string text, Bounds bounds, int start, int end, int step) =>
        start < bounds.Least ? $"beginning of range ({start}) below minimum ({bounds.Least}): {text}"
        : end > bounds.Most ? $"end of range ({end}) above maximum ({bounds.Most}): {text}"
        : start > end ? $"beginning of range ({start}) beyond end of range ({end}): {text}"
        : step == 0 ? $"step of range should be a positive number: {text}"
        : null;

    private static ulong Bits(int start, int end, int step)
    {
        var bits = 0UL;
        for (long value = start; value <= end; value += step)
        {
            bits |= 1UL << (int)value;
        }

        return bits;
    }

    private static bool ParseValue(string text, Bounds bounds, out int value, out string? error)
    {
        error = null;
        value = Array.IndexOf(bounds.Names, text.ToLowerInvariant());
        if (value < 0)
        {
            return ParseNumber(text, out value, out error);
        }

        value += bounds.Least;
        return true;
    }

    private static bool ParseNumber(string text, out int value, out string? error)
    {
        error = null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            error = value < 0 ? $"negative number ({value}) not allowed: {text}" : null;
            return value >= 0;
        }

        var isTooLarge = text.Length > 0 && text.TrimStart('+').All(char.IsAsciiDigit);
        error = $"failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": {(isTooLarge ? "value out of range" : "invalid syntax")}";
        return false;
    }

    /// <summary>The least and most a field allows, and the names that stand for its values.</summary>
    internal sealed record Bounds(int Least, int Most, string[] Names);
}
