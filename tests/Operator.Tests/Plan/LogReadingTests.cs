using Operator.Plan;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Plan;

/// <summary>Every log that the real ingestion package has written, as far as Kubernetes keeps it.</summary>
public sealed class LogReadingTests
{
    /// <summary>So much of a log's end becomes the termination message of a container that failed.</summary>
    private const int Kept = 2048;

    private static readonly string[] Recorded = ["tests", "Operator.ApiTests", "Recorded"];

    private static readonly Dictionary<string, LogCause> Causes = new()
    {
        ["database-service-missing"] = LogCause.DatabaseServiceMissing,
        ["dbt-401"] = LogCause.NoDbtRun,
        ["dbt-403"] = LogCause.NoDbtRun,
        ["dbt-404"] = LogCause.NoDbtRun,
        ["dbt-429"] = LogCause.DbtRateLimited,
        ["dbt-500"] = LogCause.NoDbtRun,
        ["dbt-503"] = LogCause.NoDbtRun,
        ["dbt-html"] = LogCause.DbtUnexpected,
        ["dbt-unreachable"] = LogCause.DbtUnreachable,
        ["local-named-file-absent"] = LogCause.LocalFileMissing,
        ["local-placeholders-empty-object"] = LogCause.ArtifactsUnreadable,
        ["manifest-cut-off"] = LogCause.ManifestCutOff,
        ["manifest-missing"] = LogCause.ManifestMissing,
        ["no-run"] = LogCause.NoDbtRun,
        ["openmetadata-401"] = LogCause.OpenMetadataTokenRefused,
        ["openmetadata-unreachable"] = LogCause.OpenMetadataUnreachable,
        ["run-id-empty"] = LogCause.DocumentRefused,
        ["run-id-no-uuid"] = LogCause.DocumentRefused,
        ["run-without-humanized-fields"] = LogCause.DbtUnexpected,
        ["unknown-key"] = LogCause.DocumentRefused,
        ["version-mismatch"] = LogCause.VersionMismatch,
    };

    public static TheoryData<string> Logs =>
        [.. Repository.Files(Path.Combine([.. Recorded, "logs"])).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>The case and the sentence with which the real one ended: of those that failed and said something.</summary>
    public static TheoryData<string, string> Outcomes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var cells in Repository.Read([.. Recorded, "outcomes.tsv"]).Split('\n').Skip(1).Select(line => line.Split('\t')).Where(cells => cells.Length > 9 && cells[2] == "1" && cells[9].Trim().Length > 0).DistinctBy(cells => (cells[0], cells[9])))
            {
                data.Add(cells[0], cells[9].TrimEnd('\r'));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void The_end_of_a_recorded_log_names_its_cause(string recording)
    {
        var log = Repository.Read([.. Recorded, "logs", recording + ".txt"]);
        var end = log.Length > Kept ? log[^Kept..] : log;

        Assert.Equal(Causes.GetValueOrDefault(recording[..recording.LastIndexOf('-')]), LogReading.CauseOf(end));
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void The_sentence_that_a_failed_ingestion_ended_with_names_its_cause(string name, string says)
    {
        Assert.Equal(Causes[name], LogReading.CauseOf(says));
    }

    [Fact]
    public void Every_cause_has_a_sentence_of_its_own_and_none_is_a_line_of_a_log()
    {
        var sentences = Enum.GetValues<LogCause>().Where(cause => cause is not LogCause.Unknown).Select(LogSentences.Of).ToList();

        Assert.Equal(sentences.Count, sentences.Distinct().Count());
        Assert.All(sentences, sentence => Assert.NotEqual("", sentence));
        Assert.All(sentences, sentence => Assert.Equal(LogCause.Unknown, LogReading.CauseOf(sentence)));
    }

    [Theory]
    [InlineData("Traceback (most recent call last):\n  File \"x.py\", line 3, in <module>\nValueError: dbtc_canary_42")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_not_known_is_no_cause(string? log) => Assert.Equal(LogCause.Unknown, LogReading.CauseOf(log));

    [Fact]
    public void Where_several_are_named_the_first_cause_counts()
    {
        const string Log = "Error trying to get or create the Ingestion Pipeline due to [Not Authorized! Token not present]\nmetadata.config.common.WorkflowExecutionError: dbt reported errors: dbt Summary: [2 Records]";

        Assert.Equal(LogCause.OpenMetadataTokenRefused, LogReading.CauseOf(Log));
        Assert.Equal(LogCause.TooManyFailures, LogReading.CauseOf(Log.Split('\n')[1]));
    }

    [Fact]
    public void An_error_that_dbt_Cloud_itself_explains_is_no_rate_limit() =>
        Assert.Equal(LogCause.DbtUnreachable, LogReading.CauseOf("Error connecting to dbt Cloud: [Errno 111] Connection refused"));
}
