using Operator.Cluster.Api;
using Operator.Outbound;
using Operator.Reporting;
using Operator.Resource;
using Operator.Tests.Contract;
using Operator.Tests.Outbound;
using Operator.Tests.Reporting;
using Xunit;

namespace Operator.Tests.Hosting.Measuring;

/// <summary>docs/metrics.md against a page on which everything has been measured once.</summary>
public sealed class MetricsDocTests
{
    /// <summary>Of the metrics library, which explains them in its own words.</summary>
    private static readonly string[] Packaged =
    [
        "dotnet_collection_count_total", "dotnet_total_memory_bytes", "process_cpu_seconds_total", "process_num_threads", "process_open_handles",
        "process_private_memory_bytes", "process_start_time_seconds", "process_virtual_memory_bytes", "process_working_set_bytes",
    ];

    [Fact]
    public async Task The_page_lists_every_metric_with_its_type_labels_and_meaning_and_no_other()
    {
        var documented = Rows().Select(row => string.Join(" | ", row.Take(Packaged.Contains(row[0]) ? 3 : 4)));
        var measured = (await EverythingAsync()).Families.Select(RowOf);

        Assert.Equal(measured.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_help_text_of_ours_names_the_labels_and_the_unit()
    {
        var ours = (await EverythingAsync()).Families.Where(family => !Packaged.Contains(family.Name)).ToList();

        Assert.All(ours, family => Assert.All(family.Labels, label => Assert.Contains(label, family.Help, StringComparison.Ordinal)));
        Assert.All(ours.Where(family => family.Name.Contains("_seconds", StringComparison.Ordinal)), family => Assert.Contains("econds", family.Help, StringComparison.Ordinal));
        Assert.All(ours.Where(family => family.Name.Contains("_bytes", StringComparison.Ordinal)), family => Assert.Contains("ytes", family.Help, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_lists_every_result_of_a_run()
    {
        var page = Repository.Read("docs", "metrics.md");

        Assert.All(Reasons.LastRunSucceeded.All, reason => Assert.Contains($"`{reason}`", page, StringComparison.Ordinal));
    }

    private static string RowOf(Family family)
    {
        string[] row = [family.Name, family.Type, string.Join(", ", family.Labels)];
        return string.Join(" | ", Packaged.Contains(family.Name) ? row : [.. row, family.Help]);
    }

    /// <summary>The cells of every table row that begins with a metric's name.</summary>
    private static IEnumerable<string[]> Rows() => Repository.Read("docs", "metrics.md").Split('\n')
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`').Replace("&lt;", "<", StringComparison.Ordinal)).ToArray());

    /// <summary>The page after everything has been measured once.</summary>
    internal static async Task<Exposition> EverythingAsync()
    {
        await using var served = await ServedOperator.StartAsync();
        served.Get<IngestionGauges>().Show(new IngestionKey("data", "analytics"), Statuses.Settled);
        served.Get<IOutboundObserver>().Sent(Asking.Call(), 200, TimeSpan.FromMilliseconds(20));
        served.Get<IOutboundObserver>().Sent(WritingTests.Put(), 200, TimeSpan.FromMilliseconds(20));
        using var http = new HttpClient(served.Get<ApiConnection>().Handler, disposeHandler: false);
        var asked = http.GetAsync(new Uri("http://api.test/api"), TestContext.Current.CancellationToken);
        (await served.Api.NextAsync()).Json("{}");
        (await asked).Dispose();
        return await served.ScrapeAsync();
    }
}
