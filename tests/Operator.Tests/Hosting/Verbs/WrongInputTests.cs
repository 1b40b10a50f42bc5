using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>What people get wrong on the command line ends with 2 and a sentence that tells the way out.</summary>
public sealed class WrongInputTests
{
    [Theory]
    [InlineData("check", "--filename")]
    [InlineData("check -f /nowhere/ingestion.yaml", "/nowhere/ingestion.yaml: there is no such file; -f takes a file, a folder, or - for the input")]
    [InlineData("check -f - -o yaml", "--output takes json, not \"yaml\".")]
    [InlineData("check -f - --kubeconfig /nowhere/config", "--kubeconfig:")]
    [InlineData("check -f - --context other", "--context needs --kubeconfig FILE")]
    [InlineData("check -f - --dbt-token-file /nowhere/token", "--dbt-token-file: /nowhere/token cannot be read")]
    [InlineData("render -f - --diff", "--diff compares with a cluster: name it with --kubeconfig FILE.")]
    [InlineData("list", "Required argument 'accounts|projects|jobs' missing")]
    [InlineData("list runs", "'runs' not recognized")]
    [InlineData("list jobs --url https://a.us1.dbt.com", "--account is missing")]
    [InlineData("list jobs --account 1", "exactly one of --url")]
    [InlineData("list jobs --account 1 --url https://a.us1.dbt.com --region EMEA", "exactly one of --url")]
    [InlineData("list jobs --account 1 --region Europe", "--region takes NorthAmerica, EMEA, APAC.")]
    [InlineData("list jobs --account 1 --url nonsense", "--url takes an address")]
    [InlineData("list jobs --account ../1 --region EMEA", "--account takes the account's number")]
    [InlineData("list jobs --account 1 --region EMEA", "There is no token: set DBT_CLOUD_TOKEN")]
    [InlineData("import --from-openmetadata a.b", "--openmetadata-url")]
    [InlineData("import --from-openmetadata a.b --openmetadata-url nonsense", "--openmetadata-url takes an address")]
    [InlineData("import --from-openmetadata a.b --openmetadata-url http://om:8585/api", "There is no token: set OPENMETADATA_JWT_TOKEN")]
    [InlineData("probe --url nowhere", "--url takes an address such as http://127.0.0.1:8081/readyz, without user or password.")]
    [InlineData("probe --timeout 0", "--timeout takes a whole number from 1 to 300, not \"0\".")]
    [InlineData("probe --readyz=false", "--readyz=false asks nothing at all: give --list as well.")]
    [InlineData("probe --list --kubeconfig /nowhere/config", "--kubeconfig:")]
    [InlineData("run", "Required argument 'NAME' missing")]
    [InlineData("run analytics --timeout 5m", "--timeout limits how long --wait waits: give that as well.")]
    [InlineData("run analytics --wait --timeout 5", "--timeout takes a duration such as 90s, 30m or 1h30m, not \"5\".")]
    [InlineData("run analytics --wait --timeout 0s", "--timeout takes a duration such as 90s, 30m or 1h30m, not \"0s\".")]
    [InlineData("run analytics --kubeconfig /nowhere/config", "--kubeconfig:")]
    public async Task It_is_told(string line, string expected)
    {
        var run = await VerbRun.OfAsync(line.Split(' '), Sample);

        Assert.Equal(2, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task Bad_YAML_is_told_with_file_and_line()
    {
        var run = await VerbRun.OfAsync(["check", "-f", "-"], "apiVersion: v1\nkind: b: c\n");

        Assert.Equal(2, run.Code);
        Assert.StartsWith("(input):2: this is not YAML", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubeconfig_that_is_none_is_told_without_what_it_holds()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "users: [{token: canary", TestContext.Current.CancellationToken);

        var run = await VerbRun.OfAsync(["check", "-f", "-", "--kubeconfig", file], Sample);

        File.Delete(file);
        Assert.Equal((2, $"--kubeconfig: {file} is not a kubeconfig. Name a file that can be read\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task A_token_with_white_space_is_told_and_not_shown()
    {
        var run = await VerbRun.OfAsync("list jobs --account 1 --region EMEA".Split(' '), "", ("DBT_CLOUD_TOKEN", "dbtc canary"));

        Assert.Equal(2, run.Code);
        Assert.Contains("white space", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spec_that_the_operator_would_refuse_is_a_failed_check()
    {
        var run = await VerbRun.OfAsync(["check", "-f", "-"], Sample.Replace("H */6 * * *", "'*/5 * * * *'", StringComparison.Ordinal));

        Assert.Equal(4, run.Code);
        Assert.Contains("✗ Spec           ScheduleTooFrequent: spec.schedule.cron", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_the_verbs_each_with_an_example()
    {
        var run = await VerbRun.OfAsync(["--help"]);

        Assert.Equal(0, run.Code);
        Assert.All(["check -f ", "render -f ", "list jobs ", "import --from-openmetadata ", "run analytics "], example => Assert.Contains($"Example: {example}", run.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_verb_the_operator_runs()
    {
        var run = await VerbRun.OfAsync([]);

        Assert.Equal((0, "", ""), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task No_verb_takes_a_token_as_an_argument()
    {
        foreach (var verb in (string[])["check", "render", "list", "import", "run"])
        {
            var help = (await VerbRun.OfAsync([verb, "--help"])).Out;

            Assert.DoesNotMatch("--[a-z-]*token <(?!FILE)", help);
        }
    }

    private static string Sample => Repository.Read("config", "samples", "minimal.yaml");
}
