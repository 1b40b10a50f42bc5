using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Operator.Hosting;
using Xunit;

namespace Operator.Tests.Contract;

/// <summary>What the charts hold a second time: the definition, alerts and dashboard, the operator's options, and the names of values.</summary>
public sealed partial class ChartFilesTests
{
    private const string Chart = "charts/dbt-cloud-ingestion-operator";
    private const string Crd = "crds/metadata-ingestion.io_dbtcloudingestions.yaml";

    [Theory]
    [InlineData(Crd, $"{Chart}/files/metadata-ingestion.io_dbtcloudingestions.yaml")]
    [InlineData(Crd, "charts/dbt-cloud-ingestion-operator-crds/files/metadata-ingestion.io_dbtcloudingestions.yaml")]
    [InlineData("config/monitoring/alerts.yaml", $"{Chart}/files/alerts.yaml")]
    [InlineData("config/monitoring/dashboard.json", $"{Chart}/files/dashboard.json")]
    public void A_chart_cannot_read_outside_its_folder_so_it_holds_a_copy(string source, string copy) => MadeFile.Holds(copy, Repository.Read(source));

    [Fact]
    public void Every_option_of_the_operator_is_an_argument_of_the_chart_and_no_other()
    {
        // Inside a cluster there is no kubeconfig.
        var options = new CommandLine().Build((_, _) => Task.FromResult(0)).Options.Select(option => option.Name).Except(["--kubeconfig", "--help", "--version"]);
        var arguments = Argument().Matches(Repository.Read($"{Chart}/templates/_helpers.tpl")).Select(match => match.Groups[1].Value).Distinct();

        Assert.Equal(options.Order(StringComparer.Ordinal), arguments.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_schema_knows_exactly_the_values_that_there_are() =>
        Assert.Equal([], Differences(Yaml.Read(Repository.Read($"{Chart}/values.yaml")), JsonNode.Parse(Repository.Read($"{Chart}/values.schema.json"))!, ""));

    private static IEnumerable<string> Differences(JsonNode? values, JsonNode schema, string path)
    {
        if (schema["properties"] is not JsonObject known || values is not JsonObject there)
        {
            return [];
        }

        var names = there.Select(value => value.Key).ToHashSet();
        return
        [
            .. names.Except(known.Select(property => property.Key)).Select(name => $"no schema: {path}{name}"),
            .. known.Select(property => property.Key).Except(names).Select(name => $"no value: {path}{name}"),
            .. known.Where(property => names.Contains(property.Key)).SelectMany(property => Differences(there[property.Key], property.Value!, $"{path}{property.Key}.")),
        ];
    }

    [GeneratedRegex(@"(?m)^- (?:\{\{ printf "")?(--[a-z-]+)")]
    private static partial Regex Argument();
}
