using Operator.Plan;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Plan;

/// <summary>Whole logs of the real ingestion package, line by line.</summary>
public sealed class LogTallyTests
{
    private const string Layout = "[2026-11-25 00:31:03] WARNING  {metadata.Ingestion:metadata:804} - ";

    private static readonly string[] Recorded = ["tests", "Operator.ApiTests", "Recorded", "logs"];

    /// <summary>Records and errors of the steps dbt and OpenMetadata, by the beginning of the recording's name; the others failed or ended early.</summary>
    private static readonly (string Recording, string Counts)[] Summaries =
    [
        ("success-1", "25/0 27/0"),
        ("success-2", "25/0 35/0"),
        ("partial-success-1", "14/0 19/2"),
        ("partial-success-2", "14/0 21/0"),
        ("no-tables-in-openmetadata", "7/0 12/0"),
    ];

    public static TheoryData<string> Logs => [.. Repository.Files(Path.Combine(Recorded)).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string, string> Counted => new(
        from recording in Logs.Select(row => row.Data)
        from summary in Summaries
        where recording.StartsWith(summary.Recording, StringComparison.Ordinal)
        select (recording, summary.Counts));

    internal static LogSeen Read(string log, bool isWhole = true)
    {
        var tally = new LogTally();
        foreach (var line in log.Split('\n'))
        {
            tally.See(line);
        }

        return tally.Result(isWhole);
    }

    [Theory]
    [MemberData(nameof(Counted))]
    public void The_closing_summary_of_a_recorded_log_is_read(string recording, string counts)
    {
        var log = Read(Repository.Read([.. Recorded, recording + ".txt"]));

        Assert.Equal(["dbt", "OpenMetadata"], log.Counts.Select(step => step.Step));
        Assert.Equal(counts, string.Join(' ', log.Counts.Select(step => $"{step.Records}/{step.Errors}")));
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void A_recorded_log_counts_each_table_once_that_it_misses_and_proves_nothing_by_them(string recording)
    {
        var log = Read(Repository.Read([.. Recorded, recording + ".txt"]));

        Assert.Equal(recording.StartsWith("no-tables", StringComparison.Ordinal) ? 5 : 0, log.TablesMissing);
        Assert.False(log.ProvesThatNoneWasFound, "tags and tests are records without a table");
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void A_recorded_log_names_the_cause_that_its_end_names(string recording)
    {
        var log = Repository.Read([.. Recorded, recording + ".txt"]);

        Assert.Equal(LogReading.CauseOf(log), Read(log).Cause);
    }

    [Fact]
    public void A_first_step_without_a_record_has_found_no_table()
    {
        var log = Repository.Read([.. Recorded, "no-tables-in-openmetadata-1.12.14.txt"]).Replace("Processed records: 7", "Processed records: 0", StringComparison.Ordinal);

        Assert.True(Read(log).ProvesThatNoneWasFound);
        Assert.False(Read(log.Replace("Unable to find the table", "Unable to find the tag", StringComparison.Ordinal)).ProvesThatNoneWasFound);
        Assert.False(Read(log[..log.IndexOf("Workflow Success %", StringComparison.Ordinal)]).ProvesThatNoneWasFound);
    }

    [Fact]
    public void Colours_do_not_hide_what_is_said()
    {
        var log = Repository.Read([.. Recorded, "no-tables-in-openmetadata-2.0.7.txt"]).Split('\n').Select(line => line.Replace(" - ", " - \u001b[1m\u001b[36m", StringComparison.Ordinal) + "\u001b[0m");

        var seen = Read(string.Join('\n', log));

        Assert.Equal((5, 2), (seen.TablesMissing, seen.Counts.Count));
    }

    [Fact]
    public void A_text_that_looks_like_a_summary_inside_another_is_none()
    {
        var seen = Read($"{Layout}a description:\nWorkflow dbt Summary:\nProcessed records: 0\nWorkflow Success %: 100.0\nUnable to find the table 'a.b.c.d' in OpenMetadata.\n");

        Assert.Equal((0, 0), (seen.Counts.Count, seen.TablesMissing));
    }

    [Fact]
    public void A_table_that_could_not_be_looked_for_is_not_missing()
    {
        const string Missing = $"{Layout}Unable to find the table 'a.b.c.d' in OpenMetadata.\n";

        Assert.Equal(0, Read($"{Missing}{Layout}Elasticsearch search failed for query [/search/fieldQuery?fieldValue=a.b.c.e]: 503\n").TablesMissing);
    }

    [Fact]
    public void Of_very_many_tables_only_so_many_are_counted()
    {
        var seen = Read(string.Join('\n', Enumerable.Range(0, 3000).Select(at => $"{Layout}Unable to find the table 's.d.m.t{at}' in OpenMetadata.")));

        Assert.Equal((1000, true), (seen.TablesMissing, seen.MayMissMore));
    }

    [Fact]
    public void A_log_without_its_beginning_may_miss_more() => Assert.True(Read($"{Layout}Unable to find the table 'a.b.c.d' in OpenMetadata.", isWhole: false).MayMissMore);

    [Fact]
    public void A_cause_far_from_the_end_is_survived()
    {
        const string Refused = "Not Authorized! Token not present";

        Assert.Equal(LogCause.OpenMetadataTokenRefused, Read(Refused + string.Concat(Enumerable.Repeat("\nmore", 200))).Cause);
        Assert.Equal(LogCause.Unknown, Read(Refused + string.Concat(Enumerable.Repeat("\nmore", 400))).Cause);
    }
}
