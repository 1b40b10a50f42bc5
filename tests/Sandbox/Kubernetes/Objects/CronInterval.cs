using System.Buffers;
using System.Globalization;

namespace Sandbox.Kubernetes.Objects;

/// <summary><c>@every 90m</c>: counted from the given instant, in whole seconds, at least one.</summary>
internal sealed class CronInterval(TimeSpan interval) : CronSchedule
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    public static new CronSchedule? Parse(string schedule, out string? error)
    {
        var text = schedule["@every ".Length..];
        if (ParseDuration(text, out var complaint) is not { } duration)
        {
            error = $"failed to parse duration {schedule}: time: {complaint}";
            return null;
        }

        error = null;
        return new CronInterval(TimeSpan.FromSeconds(Math.Max(1, Math.Floor(duration.TotalSeconds))));
    }

    public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) =>
        new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero) + interval;

    private static TimeSpan? ParseDuration(string text, out string? complaint)
    {
        complaint = null;
        var rest = text.AsSpan().TrimStart('+');
        var isNegative = rest is ['-', ..];
        rest = isNegative ? rest[1..] : rest;
        if (rest is "0")
        {
            return TimeSpan.Zero;
        }

        var total = rest.IsEmpty ? double.NaN : 0;
        while (!rest.IsEmpty && !double.IsNaN(total))
        {
            var digits = rest.IndexOfAnyExcept(NumberCharacters) is var end && end < 0 ? rest.Length : end;
            var units = rest[digits..].IndexOfAny(NumberCharacters) is var next && next < 0 ? rest.Length - digits : next;
            var unit = rest.Slice(digits, units);
            if (digits > 0 && (unit.IsEmpty || double.IsNaN(Seconds(unit))))
            {
                complaint = unit.IsEmpty ? $"missing unit in duration \"{text}\"" : $"unknown unit \"{unit}\" in duration \"{text}\"";
                return null;
            }

            total = double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? total + (number * Seconds(unit))
                : double.NaN;
            rest = rest[(digits + units)..];
        }

        complaint = double.IsNaN(total) ? $"invalid duration \"{text}\"" : null;
        return double.IsNaN(total) ? null : TimeSpan.FromSeconds(isNegative ? -total : total);
    }

    private static double Seconds(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1e-9,
        "us" or "µs" or "μs" => 1e-6,
        "ms" => 1e-3,
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => double.NaN,
    };
}
