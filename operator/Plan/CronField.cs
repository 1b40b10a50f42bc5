using System.Globalization;

namespace Operator.Plan;

/// <summary>One field of a cron expression, read by the rules of the CronJob controller: the set of its values.</summary>
/// <param name="Values">Bit n is set where the field takes in n.</param>
/// <param name="Star">True for <c>*</c> and <c>?</c> without a step: then this field alone does not choose days.</param>
internal readonly record struct CronField(ulong Values, bool Star)
{
    public bool Holds(int value) => (Values >> value & 1) == 1;

    /// <summary>Reads a comma-separated list of ranges; <paramref name="error"/> is empty when it could be read.</summary>
    public static CronField Read(string text, CronBounds bounds, out string error)
    {
        var values = 0UL;
        var star = false;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var range = ReadRange(part, bounds, out error);
            if (error.Length > 0)
            {
                return default;
            }

            values |= range.Values;
            star |= range.Star;
        }

        error = "";
        return new CronField(values, star);
    }

    private static CronField ReadRange(string text, CronBounds bounds, out string error)
    {
        var halves = text.Split('/');
        var ends = halves[0].Split('-');
        if (halves.Length > 2 || ends.Length > 2)
        {
            error = halves.Length > 2 ? $"too many slashes: {text}" : $"too many hyphens: {text}";
            return default;
        }

        var all = ends[0] is "*" or "?";
        var step = 1;
        int start = bounds.Lowest, end = bounds.Highest;
        error = all ? "" : ReadEnds(ends, bounds, halves.Length == 2, out start, out end);
        if (error.Length == 0 && halves.Length == 2)
        {
            error = ReadNumber(halves[1], CronBounds.NoNames, out step);
        }

        error = error.Length > 0 ? error : Refusal(text, bounds, start, end, step);
        return error.Length > 0 ? default : new CronField(Bits(start, end, step), all && step == 1);
    }

    private static string ReadEnds(string[] ends, CronBounds bounds, bool stepped, out int start, out int end)
    {
        end = 0;
        var error = ReadNumber(ends[0], bounds.Names, out start);
        if (error.Length == 0 && ends.Length == 2)
        {
            return ReadNumber(ends[1], bounds.Names, out end);
        }

        // "5/20" means from 5 to the end in steps of 20.
        end = stepped ? bounds.Highest : start;
        return error;
    }

    private static string ReadNumber(string text, IReadOnlyList<string> names, out int number)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                number = i + (names.Count == 12 ? 1 : 0);
                return "";
            }
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            ? number < 0 ? $"negative number ({number}) not allowed: {text}" : ""
            : $"\"{text}\" is not a number";
    }

    private static string Refusal(string text, CronBounds bounds, int start, int end, int step) =>
        start < bounds.Lowest ? $"beginning of range ({start}) below minimum ({bounds.Lowest}): {text}"
        : end > bounds.Highest ? $"end of range ({end}) above maximum ({bounds.Highest}): {text}"
        : start > end ? $"beginning of range ({start}) beyond end of range ({end}): {text}"
        : step == 0 ? $"step of range should be a positive number: {text}"
        : "";

    private static ulong Bits(int start, int end, int step)
    {
        var bits = 0UL;
        for (var value = start; value <= end; value += step)
        {
            bits |= 1UL << value;
        }

        return bits;
    }
}

/// <summary>What a field of a cron expression may hold.</summary>
internal sealed record CronBounds(int Lowest, int Highest, IReadOnlyList<string> Names)
{
    public static readonly IReadOnlyList<string> NoNames = [];

    public static readonly CronBounds Minute = new(0, 59, NoNames);
    public static readonly CronBounds Hour = new(0, 23, NoNames);
    public static readonly CronBounds DayOfMonth = new(1, 31, NoNames);
    public static readonly CronBounds Month = new(1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);
    public static readonly CronBounds DayOfWeek = new(0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]);

    /// <summary>In the order in which a cron expression has them.</summary>
    public static readonly IReadOnlyList<CronBounds> All = [Minute, Hour, DayOfMonth, Month, DayOfWeek];
}
