using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Operator.Resource;
using Operator.Tests.Contract;
using Operator.Tests.GitOps;
using Xunit;

namespace Operator.Tests.Monitoring;

public sealed partial class AlertTests
{
    private const string Folder = "config/monitoring";
    private const string Promtool = "promtool";

    private static IReadOnlyList<JsonNode> Rules { get; } =
        [.. Yaml.Read(Repository.Read(Folder, "alerts.yaml"))["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).Select(rule => rule!)];

    public static TheoryData<string> Alerts => [.. Rules.Select(Name)];

    [Theory]
    [MemberData(nameof(Alerts))]
    public async Task An_alert_rests_on_what_is_served(string alert)
    {
        var rule = Rules.Single(rule => Name(rule) == alert);
        var used = Used().Matches(rule["annotations"]!.ToJsonString()).Select(match => match.Groups[1].Value);

        Assert.Empty((await ServedMetrics.ReadAsync()).Unknown((string)rule["expr"]!, used));
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void An_alert_says_how_bad_it_is_what_it_means_and_where_to_read_on(string alert)
    {
        var rule = Rules.Single(rule => Name(rule) == alert);
        var annotations = rule["annotations"]!;

        Assert.Contains((string?)rule["labels"]!["severity"], (string?[])["critical", "warning", "info"]);
        Assert.EndsWith(".", (string)annotations["summary"]!, StringComparison.Ordinal);
        Assert.NotEmpty((string)annotations["description"]!);
        Assert.Equal($"docs/metrics.md#{alert.ToLowerInvariant()}", (string?)annotations["runbook_url"]);
        Assert.Contains($"### {alert}\n\n- **Severity:** {rule["labels"]!["severity"]}.", Repository.Read("docs", "metrics.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_about_a_resource_fires_once_whoever_else_serves_its_figures()
    {
        var ofResources = Rules.Where(rule => ((string)rule["annotations"]!["summary"]!).Contains("$labels.namespace", StringComparison.Ordinal)).ToList();

        Assert.Equal(5, ofResources.Count);
        Assert.All(ofResources, rule => Assert.StartsWith("max by (namespace, name) (", (string)rule["expr"]!, StringComparison.Ordinal));
    }

    /// <summary>Skipped is True: a run that had nothing to do is no failure.</summary>
    [Theory]
    [InlineData("config/monitoring/alerts.yaml")]
    [InlineData("config/monitoring/dashboard.json")]
    [InlineData("docs/metrics.md")]
    public void Failed_is_every_result_that_makes_LastRunSucceeded_False(string file)
    {
        var expected = Reasons.LastRunSucceeded.All.Where(reason => reason.Status != ConditionStatus.False).Select(reason => reason.Name).Order();

        var excluded = Excluded().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value.Replace("\\", "", StringComparison.Ordinal).Split('|').Order()).ToList();

        Assert.NotEmpty(excluded);
        Assert.All(excluded, results => Assert.Equal(expected, results));
    }

    [Fact]
    public void Every_alert_has_a_test_in_which_it_fires_and_one_in_which_it_does_not()
    {
        var tests = Yaml.Read(Repository.Read(Folder, "alerts_test.yaml"))["tests"]!.AsArray().SelectMany(test => test!["alert_rule_test"]!.AsArray()).ToList();

        Assert.Equal(Alerts.Select(row => row.Data).Order(), NamesOf(tests.Where(test => test!["exp_alerts"]!.AsArray().Count == 1)).Order());
        Assert.Equal(Alerts.Select(row => row.Data).Order(), NamesOf(tests.Where(test => test!["exp_alerts"]!.AsArray().Count == 0)).Order());
    }

    [Fact]
    public void Promtool_finds_nothing_to_complain_of()
    {
        Assert.SkipUnless(Installed.Has(Promtool), "There is no promtool on the path: apt-get install prometheus brings it.");

        Assert.Contains($"{Rules.Count} rules found", Installed.Run(Promtool, ["check", "rules", "--lint=all", "--lint-fatal", Repository.PathOf(Folder, "alerts.yaml")]), StringComparison.Ordinal);
        Assert.Contains("SUCCESS", Installed.Run(Promtool, ["test", "rules", Repository.PathOf(Folder, "alerts_test.yaml")]), StringComparison.Ordinal);
    }

    private static IEnumerable<string> NamesOf(IEnumerable<JsonNode?> tests) => tests.Select(test => (string)test!["alertname"]!);

    private static string Name(JsonNode rule) => (string)rule["alert"]!;

    [GeneratedRegex(@"\$labels\.(\w+)")]
    private static partial Regex Used();

    [GeneratedRegex("""result!~\\?"([^"]+?)\\?"}""")]
    private static partial Regex Excluded();
}
