using System.Text.Json.Nodes;
using Bench;
using Bench.Reporting;
using Xunit;

namespace Operator.Tests.Bench;

/// <summary>What bench.json holds: others read it by these names.</summary>
public sealed class ReportTests
{
    private static readonly string[] Promised =
    [
        "resources", "seconds_to_ready", "writes_per_resource", "reads_per_resource", "cpu_seconds", "rss_mib", "rss_slope_kib", "idle_writes",
        "idle_cpu_percent", "restart_seconds", "restart_writes", "cold_start_ms", "edit_ms_p50", "edit_ms_p99", "watch_loss_seconds", "api_server",
    ];

    private static Report Measured => new()
    {
        Date = new DateTimeOffset(2026, 11, 26, 10, 0, 0, TimeSpan.Zero),
        Machine = "2 cores",
        Sizes =
        [
            new Figures { Resources = 1000, ApiServer = "sandbox", SecondsToReady = 4.25, EditMsP50 = 3.5, EditMsP99 = 18, RssSlopeKib = 14.5, Requests = new Dictionary<string, double> { ["PATCH cronjobs"] = 1000 } },
            new Figures { Resources = 5000, ApiServer = "sandbox", SecondsToReady = 21 },
        ],
    };

    [Fact]
    public void The_first_size_is_at_the_top_under_the_promised_names()
    {
        var json = JsonNode.Parse(Measured.ToJson())!.AsObject();

        Assert.Equal([], Promised.Except(json.Select(pair => pair.Key)));
        Assert.Equal((1000, 4.25, 3.5, 18, 14.5), ((int)json["resources"]!, (double)json["seconds_to_ready"]!, (double)json["edit_ms_p50"]!, (double)json["edit_ms_p99"]!, (double)json["rss_slope_kib"]!));
        Assert.Equal("sandbox", (string)json["api_server"]!);
    }

    [Fact]
    public void What_was_not_measured_is_there_and_null()
    {
        var json = JsonNode.Parse(Measured.ToJson())!.AsObject();

        Assert.True(json.ContainsKey("watch_loss_seconds"));
        Assert.Null(json["watch_loss_seconds"]);
    }

    [Fact]
    public void Further_sizes_lie_below_under_the_same_names()
    {
        var further = JsonNode.Parse(Measured.ToJson())!["further_sizes"]!.AsArray();

        Assert.Equal((5000, 21), ((int)Assert.Single(further)!["resources"]!, (double)further[0]!["seconds_to_ready"]!));
        Assert.Equal([], Promised.Except(further[0]!.AsObject().Select(pair => pair.Key)));
    }

    [Fact]
    public void What_is_read_back_is_what_was_measured()
    {
        var read = Report.FromJson(Measured.ToJson());

        Assert.Equal(Measured.ToJson(), read.ToJson());
        Assert.Equal((Measured.Date, "2 cores", 2), (read.Date, read.Machine, read.Sizes.Count));
    }

    [Fact]
    public void Memory_for_each_further_resource_is_what_lies_between_two_sizes()
    {
        Assert.Equal(12.8, BenchRun.Slope(new Figures { Resources = 1000, RssMib = 50 }, new Figures { Resources = 5000, RssMib = 100 }));
        Assert.Null(BenchRun.Slope(new Figures { Resources = 1000, RssMib = 50 }, new Figures { Resources = 5000 }));
    }

    [Fact]
    public void Of_one_size_alone_nothing_can_be_said_of_further_resources()
    {
        var only = new Figures { Resources = 100, RssMib = 50 };

        Assert.Null(BenchRun.Slope(only, only with { RssMib = 51 }));
    }
}
