using System.Globalization;

namespace Operator.Plan;

/// <summary>The sentence of a run that ended well and brought nothing.</summary>
internal static class NothingMatchedText
{
    private const int MostNames = 5;

    private const string Cure =
        "run the metadata ingestion of the database service first, then check openMetadata.databaseService, that its databases and schemas have the names that dbt writes to, and that its own ingestion filters none of them out";

    /// <param name="outcome">With the names where OpenMetadata was asked for them, else with what the log counts.</param>
    public static string Of(string job, OutcomeSeen outcome)
    {
        var looked = outcome.Arrival is { FoundNone: true } arrival
            ? $"{Place(arrival)} has none of the tables that it looked for ({Names(arrival)})"
            : $"it looked for {Count(outcome.Log!)} and found none of them";
        return $"{job} ended well and brought nothing: {looked}; {Cure}.{RunMessage.Counted(outcome)}";
    }

    public static string Count(LogSeen log) => string.Create(
        CultureInfo.InvariantCulture, $"{(log.MayMissMore ? "at least " : "")}{log.TablesMissing} {(log.TablesMissing == 1 ? "table" : "tables")}");

    private static string Place(ArrivalSeen arrival) => arrival.Service is { } service ? $"the database service {service}" : "OpenMetadata";

    private static string Names(ArrivalSeen arrival)
    {
        var names = string.Join(", ", arrival.Models.Take(MostNames).Select(model => model.Name));
        return arrival.Models.Count > MostNames ? string.Create(CultureInfo.InvariantCulture, $"{names} and {arrival.Models.Count - MostNames} more") : names;
    }
}
