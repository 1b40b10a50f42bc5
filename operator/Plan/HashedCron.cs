using System.Globalization;
using System.Text.RegularExpressions;

namespace Operator.Plan;

/// <summary>
/// Replaces <c>H</c> in a cron expression by a value that is always the same for one CronJob and spread evenly over all of them:
/// <c>H</c>, <c>H/15</c>, <c>H(0-29)</c> and <c>H(0-29)/10</c> in any field.
/// </summary>
internal static partial class HashedCron
{
    // The days that every month has.
    private const int LastDayOfEveryMonth = 28;

    /// <summary>The expression without H. Where H is written wrongly it is left, and reading the result says so.</summary>
    public static string Resolve(string cron, string seed)
    {
        var words = cron.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (!cron.Contains('H') || words.Length != CronBounds.All.Count)
        {
            return cron;
        }

        return string.Join(' ', words.Select((word, field) => ResolveField(word, field, seed)));
    }

    private static string ResolveField(string word, int field, string seed) =>
        string.Join(',', word.Split(',').Select(part => HashedPart().Match(part) is { Success: true } match
            ? ResolvePart(match, CronBounds.All[field], StableHash.Of($"{seed}/{field}"))
            : part));

    private static string ResolvePart(Match part, CronBounds bounds, ulong hash)
    {
        var lowest = part.Groups["low"].Success ? Number(part.Groups["low"]) : bounds.Lowest;
        var highest = part.Groups["high"].Success ? Number(part.Groups["high"]) : Math.Min(bounds.Highest, bounds == CronBounds.DayOfMonth ? LastDayOfEveryMonth : bounds.Highest);
        if (lowest > highest || lowest < bounds.Lowest || highest > bounds.Highest)
        {
            return part.Value;
        }

        var width = highest - lowest + 1;
        if (!part.Groups["step"].Success)
        {
            return Text(lowest + (int)(hash % (ulong)width));
        }

        var step = Number(part.Groups["step"]);
        return step == 0 ? part.Value : $"{Text(lowest + (int)(hash % (ulong)Math.Min(step, width)))}-{Text(highest)}/{Text(step)}";
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^H(\((?<low>\d{1,2})-(?<high>\d{1,2})\))?(/(?<step>\d{1,2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex HashedPart();
}
