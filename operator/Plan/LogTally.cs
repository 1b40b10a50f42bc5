using System.Globalization;
using System.Text.RegularExpressions;

namespace Operator.Plan;

/// <summary>
/// Reads the log of a run line by line, in bounded memory. Only lines in the ingestion's own layout count for its summary and for the
/// tables that it misses: a text of several lines may hold anything, and so looks like no line of the ingestion itself.
/// </summary>
internal sealed partial class LogTally
{
    /// <summary>How near to its end a log has to name a cause: what is further away, the run has survived.</summary>
    private const int TellingLines = 300;

    private const int MostSteps = 8;
    private const int MostTables = 1000;
    private const int LongestName = 512;

    private readonly Dictionary<LogCause, int> _lastNamed = [];
    private readonly HashSet<string> _missing = [];
    private readonly List<StepCount> _steps = [];
    private int _lines;
    private bool _isClosed;
    private bool _missesMore;
    private bool _searchFailed;

    public void See(string line)
    {
        var text = Colour().Replace(line, "");
        _lines++;
        foreach (var cause in LogReading.CausesIn(text))
        {
            _lastNamed[cause] = _lines;
        }

        if (Layout().Match(text) is { Success: true } own)
        {
            Read(own.Groups["says"].Value);
        }
    }

    /// <param name="isWhole">False where the log has lines before the first that was seen.</param>
    public LogSeen Result(bool isWhole) => new()
    {
        Cause = LogReading.MostTelling(_lastNamed.Where(named => _lines - named.Value < TellingLines).Select(named => named.Key)),
        Counts = _isClosed ? [.. _steps] : [],
        TablesMissing = _searchFailed ? 0 : _missing.Count,
        MayMissMore = _missing.Count > 0 && (_missesMore || !isWhole),
    };

    private void Read(string says)
    {
        if (MissingTable().Match(says) is { Success: true } missing)
        {
            Miss(missing.Groups["name"].Value);
        }
        else if (StepSummary().Match(says) is { Success: true } step && _steps.Count < MostSteps)
        {
            _steps.Add(new StepCount(step.Groups["step"].Value, 0, 0, 0, 0, 0));
        }
        else if (Count().Match(says) is { Success: true } count && _steps.Count > 0)
        {
            _steps[^1] = With(_steps[^1], count.Groups["what"].Value, long.Parse(count.Groups["count"].Value, CultureInfo.InvariantCulture));
        }

        // What could not be looked for is reported as missing, too.
        _searchFailed |= says.StartsWith("Elasticsearch search failed for query ", StringComparison.Ordinal);
        _isClosed |= _steps.Count > 0 && says.StartsWith("Workflow Success %: ", StringComparison.Ordinal);
    }

    private void Miss(string name)
    {
        if (_missing.Count < MostTables)
        {
            _missing.Add(name.Length > LongestName ? name[..LongestName] : name);
        }
        else
        {
            _missesMore = true;
        }
    }

    private static StepCount With(StepCount step, string what, long count) => what switch
    {
        "Processed records" => step with { Records = count },
        "Updated records" => step with { Updated = count },
        "Warnings" => step with { Warnings = count },
        "Errors" => step with { Errors = count },
        _ => step with { Filtered = count },
    };

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"^\[[^\]]{1,40}\] (INFO|WARNING|ERROR) +\{[^}]{1,100}\} - (?<says>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Layout();

    [GeneratedRegex(@"^Unable to find the table '(?<name>[^']+)' in OpenMetadata", RegexOptions.ExplicitCapture)]
    private static partial Regex MissingTable();

    [GeneratedRegex(@"^Workflow (?<step>.{1,100}) Summary:$", RegexOptions.ExplicitCapture)]
    private static partial Regex StepSummary();

    [GeneratedRegex(@"^(?<what>Processed records|Updated records|Warnings|Errors|Filtered): (?<count>[0-9]{1,15})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Count();
}
