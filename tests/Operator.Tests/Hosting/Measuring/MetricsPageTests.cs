using Operator.Cluster.Api;
using Operator.Cluster.Leading;
using Operator.Engine;
using Operator.Hosting;
using Operator.Outbound;
using Operator.Reporting;
using Operator.Resource;
using Operator.Tests.Outbound;
using Operator.Tests.Reporting;
using Xunit;

namespace Operator.Tests.Hosting.Measuring;

public sealed class MetricsPageTests
{
    private static readonly IngestionKey Analytics = new("data", "analytics");
    private static readonly IngestionKey Minimal = new("data", "minimal");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_queue_does_is_counted_and_timed()
    {
        await using var served = await ServedOperator.StartAsync();
        var queue = served.Get<WorkQueue<IngestionKey>>();
        queue.Add(Analytics);
        queue.Add(Analytics);
        served.Time.Advance(TimeSpan.FromSeconds(3));
        await queue.TakeAsync(Token);
        served.Time.Advance(TimeSpan.FromSeconds(4));
        queue.AddAfter(Analytics, TimeSpan.FromHours(1));
        queue.Done(Analytics);

        var page = await served.ScrapeAsync();

        const string Queue = "{name=\"dbtcloudingestion\",controller=\"dbtcloudingestion\"}";
        Assert.Equal(1, page.Value($"workqueue_adds_total{Queue}"));
        Assert.Equal(1, page.Value($"workqueue_retries_total{Queue}"));
        Assert.Equal(3, page.Value($"workqueue_queue_duration_seconds_sum{Queue}"));
        Assert.Equal(4, page.Value($"workqueue_work_duration_seconds_sum{Queue}"));
    }

    [Fact]
    public async Task What_waits_and_what_is_in_work_is_read_off_at_the_scrape()
    {
        await using var served = await ServedOperator.StartAsync(new OperatorOptions { Concurrency = 7 });
        var queue = served.Get<WorkQueue<IngestionKey>>();
        queue.Add(Analytics);
        await queue.TakeAsync(Token);
        queue.Add(new IngestionKey("data", "edited"));
        queue.Add(Minimal, Priority.Low);
        queue.Add(Analytics, Priority.Low);
        served.Time.Advance(TimeSpan.FromSeconds(9));

        var page = await served.ScrapeAsync();

        const string Labels = "name=\"dbtcloudingestion\",controller=\"dbtcloudingestion\"";
        Assert.Equal(1, page.Value($"workqueue_depth{{{Labels},priority=\"0\"}}"));
        Assert.Equal(2, page.Value($"workqueue_depth{{{Labels},priority=\"-100\"}}"));
        Assert.Equal(9, page.Value($"workqueue_unfinished_work_seconds{{{Labels}}}"));
        Assert.Equal(9, page.Value($"workqueue_longest_running_processor_seconds{{{Labels}}}"));
        Assert.Equal(1, page.Value("controller_runtime_active_workers{controller=\"dbtcloudingestion\"}"));
        Assert.Equal(7, page.Value("controller_runtime_max_concurrent_reconciles{controller=\"dbtcloudingestion\"}"));
    }

    [Theory]
    [InlineData(Ending.Settled, "success", 0, 0, 0)]
    [InlineData(Ending.ComesBack, "requeue_after", 0, 0, 0)]
    [InlineData(Ending.Failed, "error", 1, 0, 0)]
    [InlineData(Ending.TimedOut, "error", 1, 1, 0)]
    [InlineData(Ending.Panicked, "error", 1, 0, 1)]
    internal async Task Reconciles_are_counted_by_how_they_ended(Ending ending, string result, int errors, int timeouts, int panics)
    {
        await using var served = await ServedOperator.StartAsync();

        served.Get<IWorkObserver>().Ended(ending, TimeSpan.FromSeconds(2));

        var page = await served.ScrapeAsync();
        Assert.Equal(1, page.Value($"controller_runtime_reconcile_total{{controller=\"dbtcloudingestion\",result=\"{result}\"}}"));
        Assert.Equal(errors, page.Value("controller_runtime_reconcile_errors_total{controller=\"dbtcloudingestion\"}"));
        Assert.Equal(timeouts, page.Value("controller_runtime_reconcile_timeouts_total{controller=\"dbtcloudingestion\"}"));
        Assert.Equal(panics, page.Value("controller_runtime_reconcile_panics_total{controller=\"dbtcloudingestion\"}"));
        Assert.Equal(2, page.Value("controller_runtime_reconcile_time_seconds_sum{controller=\"dbtcloudingestion\"}"));
    }

    [Fact]
    public async Task A_reconcile_that_a_stop_cut_off_counts_for_nothing()
    {
        await using var served = await ServedOperator.StartAsync();

        served.Get<IWorkObserver>().Ended(Ending.Aborted, TimeSpan.FromSeconds(2));

        var page = await served.ScrapeAsync();
        Assert.Equal(0, page.Value("controller_runtime_reconcile_time_seconds_count{controller=\"dbtcloudingestion\"}"));
        Assert.Equal(0, page.Value("controller_runtime_reconcile_errors_total{controller=\"dbtcloudingestion\"}"));
    }

    [Fact]
    public async Task A_resource_shows_what_its_status_says()
    {
        await using var served = await ServedOperator.StartAsync();
        served.Get<IngestionGauges>().Show(Analytics, Statuses.Settled);

        var page = await served.ScrapeAsync();

        Assert.Equal(1, page.Value("""dbtcloudingestion_ready{namespace="data",name="analytics"}"""));
        Assert.Equal(1, page.Value("""dbtcloudingestion_connection_verified{namespace="data",name="analytics"}"""));
        Assert.Equal(1, page.Value("""dbtcloudingestion_last_run_result{namespace="data",name="analytics",result="Succeeded"}"""));
        Assert.Equal(1_000_000, page.Value("""dbtcloudingestion_last_success_timestamp_seconds{namespace="data",name="analytics"}"""));
        Assert.Equal(2_000_000, page.Value("""dbtcloudingestion_next_schedule_timestamp_seconds{namespace="data",name="analytics"}"""));
    }

    [Fact]
    public async Task What_is_not_known_of_a_resource_has_no_series()
    {
        await using var served = await ServedOperator.StartAsync();
        served.Get<IngestionGauges>().Show(Analytics, Statuses.Fresh);

        var page = await served.ScrapeAsync();

        Assert.Equal(0, page.Value("""dbtcloudingestion_ready{namespace="data",name="analytics"}"""));
        Assert.Equal(["dbtcloudingestion_ready"], page.Families.Where(family => family.Labels.Contains("namespace")).Select(family => family.Name));
    }

    [Fact]
    public async Task The_series_of_a_deleted_resource_vanish_and_the_others_stay()
    {
        await using var served = await ServedOperator.StartAsync();
        var gauges = served.Get<IngestionGauges>();
        gauges.Show(Analytics, Statuses.Settled);
        gauges.Show(Minimal, Statuses.Settled);

        gauges.Forget(Analytics);

        var series = (await served.ScrapeAsync()).Families.SelectMany(family => family.Samples).Select(sample => sample.Series).ToList();
        Assert.DoesNotContain(series, one => one.Contains("analytics", StringComparison.Ordinal));
        Assert.Equal(7, series.Count(one => one.Contains("minimal", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_new_result_takes_the_place_of_the_one_before()
    {
        await using var served = await ServedOperator.StartAsync();
        served.Get<IngestionGauges>().Show(Analytics, Statuses.Settled);

        served.Get<IngestionGauges>().Show(Analytics, Statuses.With(Reasons.LastRunSucceeded.Failed));

        var result = Assert.Single((await served.ScrapeAsync()).Families.Single(family => family.Name == "dbtcloudingestion_last_run_result").Samples);
        Assert.Contains("result=\"Failed\"", result.Series, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_resources_make_a_page_that_can_be_read()
    {
        await using var served = await ServedOperator.StartAsync();
        for (var number = 0; number < 3000; number++)
        {
            served.Get<IngestionGauges>().Show(new IngestionKey($"namespace-{number % 10}", new string('a', 40) + number), Statuses.Settled);
        }

        var page = await served.ScrapeAsync();

        Assert.All(page.Families.Where(family => family.Labels.Contains("namespace")), family => Assert.Equal(3000, family.Samples.Count));
    }

    [Fact]
    public async Task Without_resource_metrics_no_series_is_kept_for_any_resource()
    {
        await using var served = await ServedOperator.StartAsync(new OperatorOptions { ResourceMetrics = false });

        served.Get<IngestionGauges>().Show(Analytics, Statuses.Settled);

        Assert.Empty(served.Get<IngestionGauges>().All);
        Assert.DoesNotContain((await served.ScrapeAsync()).Families, family => family.Labels.Contains("namespace"));
    }

    [Fact]
    public async Task Calls_to_the_API_server_are_counted_by_code_and_timed_but_for_watches()
    {
        await using var served = await ServedOperator.StartAsync();
        using var http = new HttpClient(served.Get<ApiConnection>().Handler, disposeHandler: false) { BaseAddress = new Uri("http://api.test") };
        var answered = http.GetAsync(new Uri("/api/v1/pods", UriKind.Relative), Token);
        (await served.Api.NextAsync()).Json("{}");
        (await answered).Dispose();
        var refused = http.GetAsync(new Uri("/api/v1/pods", UriKind.Relative), Token);
        (await served.Api.NextAsync()).Break();
        await Assert.ThrowsAsync<HttpRequestException>(() => refused);
        var watched = http.GetAsync(new Uri("/api/v1/pods?watch=true", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        (await served.Api.NextAsync()).Stream();
        (await watched).Dispose();

        var page = await served.ScrapeAsync();

        Assert.Equal(2, page.Value("""rest_client_requests_total{code="200",method="GET",host="api.test"}"""));
        Assert.Equal(1, page.Value("""rest_client_requests_total{code="<error>",method="GET",host="api.test"}"""));
        Assert.Equal(2, page.Value("""rest_client_request_duration_seconds_count{verb="GET",host="api.test"}"""));
    }

    [Fact]
    public async Task Leading_and_following_are_told_apart()
    {
        await using var served = await ServedOperator.StartAsync();
        var series = $"leader_election_master_status{{name=\"{served.Get<LeaseOptions>().Name}\"}}";
        var following = (await served.ScrapeAsync()).Value(series);

        served.Get<Leadership>().HoldFrom(served.Time.GetTimestamp(), TimeSpan.FromSeconds(30));

        Assert.Equal((0, 1), (following, (await served.ScrapeAsync()).Value(series)));
    }

    [Fact]
    public async Task A_write_is_counted_as_such_and_is_no_call_of_the_connection_test()
    {
        await using var served = await ServedOperator.StartAsync();
        var write = WritingTests.Put() with { Url = new Uri("https://openmetadata.example/api/v1/services/ingestionPipelines"), Quota = null };
        served.Get<IOutboundObserver>().Sent(write, 201, TimeSpan.FromMilliseconds(20));
        served.Get<IOutboundObserver>().Sent(write, null, TimeSpan.FromMilliseconds(20));

        var page = await served.ScrapeAsync();

        Assert.Equal(["""{code="201"} 1""", """{code="<error>"} 1"""], SamplesOf(page, "dbtcloudingestion_openmetadata_writes_total"));
        Assert.Empty(page.Families.Where(family => family.Name == "dbtcloudingestion_check_duration_seconds").SelectMany(family => family.Samples));
    }

    [Fact]
    public async Task Only_dbt_Clouds_calls_count_as_such_and_no_answer_makes_a_series_of_its_own()
    {
        await using var served = await ServedOperator.StartAsync();
        var observer = served.Get<IOutboundObserver>();
        var elsewhere = new OutboundCall(new Uri("https://openmetadata.example/api/v1/system/version"));
        observer.Sent(Asking.Call(), 200, TimeSpan.FromMilliseconds(20));
        observer.Sent(Asking.Call(), 429, TimeSpan.FromMilliseconds(20));
        observer.Sent(Asking.Call(), null, TimeSpan.FromMilliseconds(20));
        observer.Sent(Asking.Call(), 599, TimeSpan.FromMilliseconds(20));
        observer.Sent(Asking.Call(), 798, TimeSpan.FromMilliseconds(20));
        observer.HeldBack(Asking.Call(), ownBudget: false);
        observer.HeldBack(Asking.Call(), ownBudget: true);
        observer.Sent(elsewhere, 200, TimeSpan.FromMilliseconds(20));
        observer.HeldBack(elsewhere, ownBudget: false);

        var page = await served.ScrapeAsync();

        Assert.Equal(
            ["""{code="200"} 1""", """{code="429"} 1""", """{code="<error>"} 1""", """{code="other"} 2"""],
            SamplesOf(page, "dbtcloudingestion_dbt_requests_total"));
        Assert.Equal(
            ["""{reason="answered"} 1""", """{reason="budget"} 1""", """{reason="cooldown"} 1"""],
            SamplesOf(page, "dbtcloudingestion_dbt_throttled_total"));
    }

    private static IEnumerable<string> SamplesOf(Exposition page, string name) =>
        page.Families.Single(family => family.Name == name).Samples.Select(sample => $"{sample.Series[name.Length..]} {sample.Value}").Order(StringComparer.Ordinal);
}
