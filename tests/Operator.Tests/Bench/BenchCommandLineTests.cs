using Bench;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Bench;

/// <summary>What the bench says to what people type, before it begins to measure for minutes.</summary>
public sealed class BenchCommandLineTests
{
    private const string Skippable = "cold-start, idle, restart, edit, rotation, watch-loss, neighbour, slope, default-limit";

    [Theory]
    [InlineData("--resources 0", "--resources takes whole numbers from 1, such as 1000,5000, not \"0\".")]
    [InlineData("--resources -1", "--resources takes whole numbers from 1, such as 1000,5000, not \"-1\".")]
    [InlineData("--resources 1000,abc", "--resources takes whole numbers from 1, such as 1000,5000, not \"1000,abc\".")]
    [InlineData("--resources ,", "--resources takes whole numbers from 1, such as 1000,5000, not \"\".")]
    [InlineData("--skip idle,lunch", "--skip knows no \"lunch\"; it takes " + Skippable + ".")]
    [InlineData("--idle-seconds -1", "--idle-seconds takes a whole number from 1, not \"-1\"; to leave it out, say --skip idle.")]
    [InlineData("--idle-seconds 0", "--idle-seconds takes a whole number from 1, not \"0\"; to leave it out, say --skip idle.")]
    [InlineData("--edits 0", "--edits takes a whole number from 1, not \"0\"; to leave it out, say --skip edit.")]
    [InlineData("--edits many", "--edits takes a whole number from 1, not \"many\"; to leave it out, say --skip edit.")]
    [InlineData("--edit-pause-ms -1", "--edit-pause-ms takes a whole number from 0, not \"-1\".")]
    [InlineData("--patience-seconds -5", "--patience-seconds takes a whole number from 1, not \"-5\".")]
    [InlineData("--patience-seconds 1.5", "--patience-seconds takes a whole number from 1, not \"1.5\".")]
    [InlineData("--requests-per-minute 0", "--requests-per-minute takes a whole number from 1, not \"0\".")]
    public async Task A_wrong_value_is_answered_with_the_option_and_what_it_takes(string line, string expected)
    {
        var (code, errors) = await RunAsync($"--operator /nowhere/operator {line}");

        Assert.Equal(BenchCommandLine.WrongUsage, code);
        Assert.Equal([expected, "Run with --help to see every option."], errors);
    }

    [Fact]
    public async Task Without_an_operator_nothing_is_measured()
    {
        var (code, errors) = await RunAsync("--operator /nowhere/operator");

        Assert.Equal(BenchCommandLine.WrongUsage, code);
        Assert.Equal(["There is no operator at /nowhere/operator; `make publish` builds it, --operator names another."], errors);
    }

    [Fact]
    public void The_operator_that_is_measured_is_the_one_that_make_publish_writes()
    {
        var option = new BenchCommandLine(TextWriter.Null, TextWriter.Null, TimeProvider.System).Build().Options.Single(option => option.Name == "--operator");

        Assert.Equal(Repository.PathOf("artifacts", "publish", "operator", "dbt-cloud-ingestion-operator"), option.GetDefaultValue());
        Assert.Matches("(?m)^\t@?dotnet publish operator .* -o artifacts/publish/operator ", Repository.Read("Makefile"));
    }

    [Fact]
    public void A_kubeconfig_that_is_not_there_is_named_with_the_ways_out() => Assert.Equal(
        "There is no kubeconfig at /nowhere/kubeconfig; name one with --kubeconfig or BENCH_KUBECONFIG, or leave both out to measure with the sandbox's API server.",
        (Fine with { Kubeconfig = "/nowhere/kubeconfig" }).Missing());

    [Fact]
    public void A_folder_that_is_not_there_is_named_before_there_is_anything_to_write() => Assert.Equal(
        "There is no folder /nowhere to write to; create it, or name another file with --output.",
        (Fine with { Output = "/nowhere/bench.json" }).Missing());

    [Fact]
    public void A_folder_in_place_of_the_file_is_named_too() => Assert.Equal(
        $"--output takes a file, and {Repository.Top} is a folder; name a file in it.",
        (Fine with { Output = Repository.Top }).Missing());

    [Fact]
    public void When_all_is_there_nothing_is_said() => Assert.Null((Fine with { Kubeconfig = Repository.PathOf("Makefile") }).Missing());

    private static BenchOptions Fine => new()
    {
        Sizes = [1000],
        Operator = Repository.PathOf("Makefile"),
        Idle = TimeSpan.FromSeconds(1),
        Edits = 1,
        EditPause = TimeSpan.Zero,
        RequestsPerMinute = 1,
        Output = Repository.PathOf("bench.json"),
        Patience = TimeSpan.FromSeconds(1),
    };

    private static async Task<(int Code, string[] Errors)> RunAsync(string line)
    {
        using var errors = new StringWriter();
        var parsed = new BenchCommandLine(TextWriter.Null, errors, TimeProvider.System).Build().Parse(line);
        var code = parsed.Errors.Count == 0
            ? await parsed.InvokeAsync(cancellationToken: TestContext.Current.CancellationToken)
            : BenchCommandLine.Complain(parsed.Errors, errors);
        return (code, errors.ToString().TrimEnd().Split(Environment.NewLine));
    }
}
