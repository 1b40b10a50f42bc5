using System.Globalization;
using System.Text.RegularExpressions;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>When things are due: the connection's next test, and how soon to come back to trouble.</summary>
internal static partial class Timing
{
    /// <summary>A verdict that something is wrong is tried again after this, as nothing announces a repair in dbt Cloud or OpenMetadata.</summary>
    public static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);

    /// <summary>How far the CronJob controller may lag behind its schedule, and clocks may differ, before anybody is blamed.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan ShortestTestInterval = TimeSpan.FromMinutes(1);

    /// <summary>For trouble inside the cluster, whose repair a watch usually announces.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    public static TimeSpan TestInterval(DbtCloudIngestion ingestion) =>
        Duration(ingestion.Spec?.ConnectionTest?.Interval ?? Defaults.TestInterval) is { } interval && interval > ShortestTestInterval
            ? interval
            : ShortestTestInterval;

    /// <summary>
    /// How old a verdict may become: between four fifths of the interval and the whole, fixed for each resource, so that those
    /// that were created together do not stay together.
    /// </summary>
    public static TimeSpan VerdictLifetime(DbtCloudIngestion ingestion, bool verified)
    {
        var share = 0.8 + 0.2 * StableHash.FractionOf(ingestion.Metadata.Uid ?? ingestion.Key.ToString());
        var interval = TestInterval(ingestion);
        return TimeSpan.FromSeconds(Math.Floor((verified || interval < AfterRefusal ? interval : AfterRefusal).TotalSeconds * share));
    }

    /// <summary>A duration such as 90s, 30m or 1h30m; null where the text is none.</summary>
    public static TimeSpan? Duration(string text)
    {
        var match = DurationText().Match(text);
        return match.Success && text.Length > 0
            ? TimeSpan.FromHours(Number(match.Groups[1])) + TimeSpan.FromMinutes(Number(match.Groups[2])) + TimeSpan.FromSeconds(Number(match.Groups[3]))
            : null;
    }

    private static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    // Seven digits of hours are the age of writing; more would overflow a time span.
    [GeneratedRegex("^(?:([0-9]{1,7})h)?(?:([0-9]{1,7})m)?(?:([0-9]{1,7})s)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DurationText();
}
