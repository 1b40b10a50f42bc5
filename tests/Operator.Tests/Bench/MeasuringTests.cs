using Bench.Cluster;
using Bench.Machine;
using Xunit;

namespace Operator.Tests.Bench;

/// <summary>What the bench makes of the texts that it measures from.</summary>
public sealed class MeasuringTests
{
    private const string Before = """
        # TYPE apiserver_request_total counter
        apiserver_request_total{code="200",resource="dbtcloudingestions",subresource="status",verb="PATCH"} 10
        apiserver_request_total{code="200",resource="leases",subresource="",verb="PUT"} 4
        process_cpu_seconds_total 2.5
        """;

    private const string After = """
        apiserver_request_total{code="200",resource="dbtcloudingestions",subresource="status",verb="PATCH"} 1010
        apiserver_request_total{code="409",resource="dbtcloudingestions",subresource="status",verb="PATCH"} 5
        apiserver_request_total{code="201",resource="cronjobs",subresource="",verb="APPLY"} 1000
        apiserver_request_total{code="200",resource="leases",subresource="",verb="PUT"} 9
        apiserver_request_total{code="200",resource="secrets",subresource="",verb="GET"} 20
        apiserver_request_total{code="200",resource="pods",subresource="",verb="WATCH"} 3
        apiserver_request_total{code="200",resource="nodes",subresource="",verb="PATCH"} 77
        apiserver_request_total_of_something_else{verb="PATCH",resource="cronjobs"} 1
        process_cpu_seconds_total 6.25
        """;

    [Fact]
    public void Requests_are_those_that_came_between_two_looks_of_any_outcome_without_those_of_strangers()
    {
        var counts = RequestCounts.From(After).Since(RequestCounts.From(Before));

        Assert.Equal((2005, 20, 3, 5), (counts.Writes, counts.Reads, counts.Watches, counts.Lease));
        Assert.Equal(1005, counts.ByRequest["PATCH dbtcloudingestions/status"]);
        Assert.Equal(3.75, counts.CpuSeconds);
    }

    [Theory]
    [InlineData(999, 0, false)]
    [InlineData(1000, 1, false)]
    [InlineData(1000, 0, true)]
    [InlineData(1200, 0, true)]
    public void An_operator_is_settled_when_it_has_looked_at_all_and_nothing_waits(int reconciles, int waiting, bool settled)
    {
        var metrics = $$"""
            controller_runtime_reconcile_total{controller="dbtcloudingestion",result="success"} {{reconciles - 400}}
            controller_runtime_reconcile_total{controller="dbtcloudingestion",result="requeue_after"} 400
            workqueue_depth{name="dbtcloudingestion",priority="0"} {{waiting}}
            workqueue_depth{name="dbtcloudingestion",priority="-100"} 0
            """;

        Assert.Equal(settled, OperatorMetrics.IsSettled(metrics, 1000));
    }

    [Fact]
    public void Labels_may_hold_every_sign()
    {
        var sample = Assert.Single(PrometheusText.Read("m{a=\"x\\\"y,}\\\\\\n\",b=\"\"} 1.5e3 1700000000\n", "m"));

        Assert.Equal(("x\"y,}\\\n", "", 1500), (sample.Label("a"), sample.Label("b"), sample.Value));
    }

    [Fact]
    public void A_process_may_be_called_anything()
    {
        const string Stat = "4711 (my (odd) name) S 1 4711 4711 0 -1 4194560 9000 0 12 0 250 50 0 0 20 0 17 0 99 1 2 3";

        Assert.Equal(TimeSpan.FromSeconds(3), ProcessFiles.CpuTimeIn(Stat));
    }

    [Fact]
    public void What_the_machine_worked_is_all_but_its_idleness() =>
        Assert.Equal(TimeSpan.FromSeconds(10), ProcessFiles.MachineCpuTimeIn("cpu  500 100 300 90000 8000 20 30 50 400 0"));

    [Fact]
    public void Memory_is_read_in_MiB() => Assert.Equal(52.5, ProcessFiles.MiBIn("Name:\top\nVmHWM:\t  65536 kB\nVmRSS:\t   53760 kB\n", "VmRSS"));
}
