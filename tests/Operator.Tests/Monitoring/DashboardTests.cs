using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Monitoring;

public sealed partial class DashboardTests
{
    private static readonly JsonNode Dashboard = JsonNode.Parse(Repository.Read("config", "monitoring", "dashboard.json"))!;

    private static IReadOnlyList<JsonNode> Panels { get; } = [.. Dashboard["panels"]!.AsArray().Select(panel => panel!).Where(panel => (string?)panel["type"] != "row")];

    public static TheoryData<string> Titles => [.. Panels.Select(panel => (string)panel["title"]!)];

    private static JsonNode Of(string title) => Panels.Single(panel => (string?)panel["title"] == title);

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_panel_shows_what_is_served(string title)
    {
        var served = await ServedMetrics.ReadAsync();

        var unknown = Of(title)["targets"]!.AsArray().SelectMany(target =>
            served.Unknown((string)target!["expr"]!, Legend().Matches((string)target["legendFormat"]!).Select(match => match.Groups[1].Value)));

        Assert.Empty(unknown);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_panel_has_a_unit_an_explanation_and_a_link_to_the_docs_that_leads_somewhere(string title)
    {
        var panel = Of(title);

        Assert.NotEmpty((string)panel["fieldConfig"]!["defaults"]!["unit"]!);
        Assert.EndsWith(".", (string)panel["description"]!, StringComparison.Ordinal);
        Assert.All(Assert.IsType<JsonArray>(panel["links"]), link => Assert.Contains(AnchorOf((string)link!["url"]!), Anchors()));
    }

    [Fact]
    public void Rates_follow_the_interval_of_the_screen_and_every_query_the_chosen_data_source()
    {
        var targets = Panels.SelectMany(panel => panel["targets"]!.AsArray()).ToList();

        Assert.All(targets.Select(target => (string)target!["expr"]!), expression => Assert.All(Range().Matches(expression), match => Assert.Equal("[$__rate_interval]", match.Value)));
        Assert.All(targets, target => Assert.Equal("${datasource}", (string?)target!["datasource"]!["uid"]));
        Assert.All(targets, target => Assert.Equal(((string)target!["expr"]!).Contains("dbtcloudingestion_ready", StringComparison.Ordinal), ((string)target["expr"]!).Contains("dbtcloudingestion_ready{namespace=~\"$namespace\",name=~\"$name\"}", StringComparison.Ordinal)));
    }

    [Fact]
    public void It_can_be_provisioned_by_a_sidecar_and_keeps_its_address()
    {
        Assert.True((int)Dashboard["schemaVersion"]! >= 39);
        Assert.Equal("dbt-cloud-ingestion", (string?)Dashboard["uid"]);
        Assert.True(Dashboard.AsObject().ContainsKey("id"));
        Assert.Null(Dashboard["id"]);
        Assert.Null(Dashboard["__inputs"]);
        Assert.Equal(["datasource", "namespace", "name", "docs"], Dashboard["templating"]!["list"]!.AsArray().Select(variable => (string?)variable!["name"]));
    }

    [Fact]
    public async Task The_variables_come_from_what_is_served()
    {
        var served = await ServedMetrics.ReadAsync();
        var queries = Dashboard["templating"]!["list"]!.AsArray().Where(variable => (string?)variable!["type"] == "query").Select(variable => LabelValues().Match((string)variable!["query"]!["query"]!)).ToList();

        Assert.Equal(2, queries.Count);
        Assert.All(queries, query => Assert.Empty(served.Unknown(query.Groups[1].Value, query.Groups[2].Value)));
    }

    [Fact]
    public void No_two_panels_share_an_id_or_a_place()
    {
        var panels = Dashboard["panels"]!.AsArray().Select(panel => panel!).ToList();
        var cells = panels.SelectMany(panel => CellsOf(panel["gridPos"]!)).ToList();

        Assert.Distinct(panels.Select(panel => (int)panel["id"]!));
        Assert.Distinct(cells);
        Assert.All(cells, cell => Assert.InRange(cell.Column, 0, 23));
    }

    private static IEnumerable<(int Line, int Column)> CellsOf(JsonNode place) =>
        from line in Enumerable.Range((int)place["y"]!, (int)place["h"]!)
        from column in Enumerable.Range((int)place["x"]!, (int)place["w"]!)
        select (line, column);

    private static string AnchorOf(string url) => url.StartsWith("${docs}/metrics.md#", StringComparison.Ordinal) ? url["${docs}/metrics.md#".Length..] : url;

    private static IEnumerable<string> Anchors() =>
        Heading().Matches(Repository.Read("docs", "metrics.md")).Select(match => match.Groups[1].Value.ToLowerInvariant().Replace(' ', '-'));

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Legend();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"^label_values\((.*), (\w+)\)$")]
    private static partial Regex LabelValues();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
