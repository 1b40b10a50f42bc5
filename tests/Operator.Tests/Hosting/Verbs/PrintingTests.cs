using Operator.Hosting.Verbs;
using Operator.Resource;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>Tables, ticks, colours and codes.</summary>
public sealed class PrintingTests
{
    private static readonly IngestionManifest Manifest = new("ingestion.yaml", 3, new DbtCloudIngestion
    {
        Metadata = new() { Name = "analytics", NamespaceProperty = "data" },
        Spec = new() { Account = new() { Id = new DbtId("12345"), Url = "https://ab123.us1.dbt.com" } },
    });

    [Fact]
    public void A_table_is_as_wide_as_its_longest_cells()
    {
        Assert.Equal("ID  NAME\n1   long name\n22  b\n", Columns.Of(["ID", "NAME"], [["1", "long name"], ["22", "b"]]));
    }

    [Fact]
    public void A_name_cannot_steer_the_terminal()
    {
        Assert.DoesNotContain('\u001b', Columns.Of(["NAME"], [["\u001b[2Jgone"]]));
    }

    [Fact]
    public void Ticks_show_name_duration_and_what_was_found()
    {
        var text = Written(false,
            new CheckLine(CheckNames.ApiConnectivity, CheckResults.Passed) { Took = TimeSpan.FromMilliseconds(84) },
            new CheckLine(CheckNames.AccountAccess, CheckResults.Passed),
            new CheckLine(CheckNames.RecentRunFound, CheckResults.Warning) { Filter = "marts", Reason = "LatestRunFailed", Message = "run 2 failed", Took = TimeSpan.FromSeconds(1.5) },
            new CheckLine(CheckNames.OpenMetadata, CheckResults.Failed) { Reason = "VersionMismatch", Message = "1.12 is not 1.13" },
            new CheckLine(CheckNames.BotToken, CheckResults.Unknown));

        Assert.Equal(
            """
            data/analytics  ingestion.yaml:3
              ✓ ApiConnectivity    84 ms  https://ab123.us1.dbt.com
              ✓ AccountAccess             account 12345
              ! RecentRunFound     1.5 s  marts: LatestRunFailed: run 2 failed
              ✗ OpenMetadata              VersionMismatch: 1.12 is not 1.13
              ? BotToken                  not asked
              1 failed, 1 could not be told, 1 with a warning, 2 passed

            """, text);
    }

    [Fact]
    public void Only_a_terminal_gets_colours()
    {
        var line = new CheckLine(CheckNames.ApiConnectivity, CheckResults.Passed);

        Assert.Contains("\u001b[32m✓\u001b[0m", Written(true, line), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Written(false, line));
    }

    [Theory]
    [InlineData(null, "xterm", true)]
    [InlineData("", "xterm", true)]
    [InlineData("1", "xterm", false)]
    [InlineData(null, "dumb", false)]
    [InlineData(null, null, false)]
    public void NO_COLOR_and_simple_terminals_are_respected(string? noColor, string? term, bool expected)
    {
        Assert.Equal(expected, Surroundings.Allows(name => name == "NO_COLOR" ? noColor : term));
    }

    [Theory]
    [InlineData(0, CheckResults.Passed, CheckResults.Warning, CheckResults.Skipped)]
    [InlineData(4, CheckResults.Passed, CheckResults.Unknown, CheckResults.Failed)]
    [InlineData(5, CheckResults.Passed, CheckResults.Unknown, CheckResults.Warning)]
    public void The_worst_tick_is_the_exit_code(int expected, params string[] results)
    {
        Assert.Equal(expected, new CheckedIngestion(Manifest, [.. results.Select(result => new CheckLine("Any", result))]).ExitCode);
    }

    [Fact]
    public void Of_several_codes_a_failure_counts_most()
    {
        Assert.Equal(0, VerbExit.Worst([]));
        Assert.Equal(4, VerbExit.Worst([0, 6, 5, 4]));
        Assert.Equal(5, VerbExit.Worst([0, 6, 5]));
        Assert.Equal(6, VerbExit.Worst([6, 0]));
        Assert.Equal([7, 9, 8], [VerbExit.Worst([8, 9, 7]), VerbExit.Worst([8, 9]), VerbExit.Worst([0, 8])]);
    }

    [Fact]
    public void The_codes_keep_clear_of_the_operators_own()
    {
        Assert.Equal([0, 4, 5, 6, 7, 8, 9], [VerbExit.Done, VerbExit.Failed, VerbExit.Unknown, VerbExit.Different, VerbExit.RunFailed, VerbExit.RunPartial, VerbExit.TimedOut]);
    }

    [Fact]
    public void Jobs_become_filters_that_the_resource_takes()
    {
        var filters = FilterYaml.Of([new("Marts, every six hours", "1", "2", true), new("Marts / every six-hours!", "1", "3", false), new("Ünï", "1", "4", false), new("日本", "1", null, false), new(new string('a', 60), null, "5", false)]);

        Assert.Equal(["marts-every-six-hours", "marts-every-six-hours-2", "n", "project", new string('a', 30)], filters["filters"]!.AsArray().Select(filter => (string)filter!["name"]!));
        Assert.All(filters["filters"]!.AsArray(), filter => Assert.Matches(Patterns.DnsLabel, (string)filter!["name"]!));
        Assert.Equal("{\"followJob\":true}", filters["filters"]![0]!["schedule"]!.ToJsonString());
        Assert.Null(filters["filters"]![1]!["schedule"]);
    }

    [Fact]
    public void The_page_names_every_exit_code()
    {
        var page = Repository.Read("docs", "command-line.md");

        Assert.All([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130], code => Assert.Contains($"| {code} |", page, StringComparison.Ordinal));
    }

    private static string Written(bool hasColours, params CheckLine[] lines)
    {
        using var output = new StringWriter { NewLine = "\n" };
        CheckText.Write(new CheckedIngestion(Manifest, lines), false, new Surroundings { Out = output, Error = TextWriter.Null, In = () => TextReader.Null, Variable = _ => null, HasColours = hasColours });
        return output.ToString();
    }
}
