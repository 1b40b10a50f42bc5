using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Operator.Hosting;
using Operator.Hosting.Listening;
using Xunit;

namespace Operator.Tests.Contract;

/// <summary>docs/security.md against what is granted and what is bounded.</summary>
public sealed partial class SecurityPageTests
{
    private static string Page => Repository.Read("docs", "security.md");

    [Theory]
    [InlineData("config/rbac")]
    [InlineData("config/namespaced/rights")]
    public void The_table_of_rights_lists_exactly_what_is_granted(string folder)
    {
        var granted = Granted(Path.Combine(folder, "operator.yaml"), "")
            .Concat(Granted("config/rbac/own-namespace.yaml", " (own namespace)"))
            .Concat(Granted(Path.Combine(folder, "pod-logs.yaml"), " (optional)"));
        var told = RightRow().Matches(Page).Select(row => $"{row.Groups["resource"].Value}{row.Groups["where"].Value}: {row.Groups["verbs"].Value}");

        Assert.Equal(granted.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_right_says_what_it_is_for() => Assert.All(RightRow().Matches(Page), row => Assert.NotEqual("", row.Groups["purpose"].Value.Trim()));

    [Fact]
    public void Ports_and_connections_are_those_of_the_program()
    {
        var options = new OperatorOptions();

        Assert.Contains($"| {options.MetricsBindAddress!.Port} | `--metrics-bind-address` |", Page, StringComparison.Ordinal);
        Assert.Contains($"| {options.HealthProbeBindAddress.Port} | `--health-probe-bind-address` |", Page, StringComparison.Ordinal);
        Assert.Contains($"| {Listener.Probes.MostConnections} at the port of the probes, {Listener.Metrics.MostConnections} at that of the metrics |", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_that_the_page_names_exists()
    {
        var known = new CommandLine().Build((_, _) => Task.FromResult(0)).Options.Select(option => option.Name).ToHashSet();
        var named = OptionName().Matches(Page).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.All(named, option => Assert.Contains(option, known));
    }

    private static IEnumerable<string> Granted(string file, string where) =>
        from item in Yaml.ReadAll(Repository.Read(file))
        where (string?)item["kind"] is "ClusterRole" or "Role"
        from rule in item["rules"]!.AsArray()
        let @group = (string)rule!["apiGroups"]!.AsArray().Single()!
        from resource in Texts(rule["resources"])
        select $"{resource}{(@group.Length == 0 ? "" : $".{@group}")}{where}: {string.Join(", ", Texts(rule["verbs"]))}";

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(text => (string)text!);

    [GeneratedRegex("^\\| `(?<resource>[a-z0-9./-]+)`(?<where> \\((own namespace|optional)\\))? \\| (?<verbs>[a-z, ]+) \\|(?<purpose>.*)\\|$", RegexOptions.Multiline)]
    private static partial Regex RightRow();

    /// <summary>An option of the operator, not one of kubectl.</summary>
    [GeneratedRegex("`(--[a-z-]+)")]
    private static partial Regex OptionName();
}
