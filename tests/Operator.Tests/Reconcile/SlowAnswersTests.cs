using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Reconcile;
using Operator.Resource;
using Operator.Tests.DbtCloud;
using Operator.Tests.Outbound;
using Operator.Tests.Plan;
using Xunit;
using TestResult = Operator.Reconcile.TestResult;

namespace Operator.Tests.Reconcile;

/// <summary>A dbt Cloud that answers so slowly that one reconcile has not the time for all its filters.</summary>
public sealed class SlowAnswersTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(90);
    private static readonly DbtAccount Account = DbtAccount.At("https://ab123.us1.dbt.com", "12345")!;
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<string> _runsAsked = new();
    private readonly TaskCompletionSource _isHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConnectionTest _test;
    private string? _held;

    public SlowAnswersTests() => _test = new ConnectionTest(new DbtCloudClient(new FakeConnections(AnswerAsync).Calls(_clock)), _clock);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static DbtCloudIngestion Ingestion { get; } = WithProjects("1", "2", "3");

    [Fact]
    public async Task The_test_ends_in_time_with_the_filters_that_were_answered()
    {
        var result = await InterruptedAsync(at: "2");

        Assert.Equal(Reasons.ConnectionVerified.Verified, result.Connection.Reason);
        Assert.Contains(result.Connection.Checks, check => check is { Name: CheckNames.ApiConnectivity, Result: CheckResults.Warning });
        Assert.Equal(["project-1"], result.Filters.Where(filter => filter.Value.Interrupted is null).Select(filter => filter.Key));
    }

    [Fact]
    public async Task The_next_test_goes_on_with_the_others_and_is_whole()
    {
        await InterruptedAsync(at: "2");
        _runsAsked.Clear();

        var result = await RunAsync(Ingestion);

        Assert.Equal(["2", "3"], _runsAsked.Distinct());
        Assert.DoesNotContain(result.Filters.Values, seen => seen.Interrupted is not null);
        Assert.DoesNotContain(result.Connection.Checks, check => check.Result != CheckResults.Passed);
    }

    [Fact]
    public async Task A_test_that_was_whole_is_repeated_as_a_whole()
    {
        await InterruptedAsync(at: "2");
        await RunAsync(Ingestion);
        _runsAsked.Clear();

        await RunAsync(Ingestion);

        Assert.Equal(["1", "2", "3"], _runsAsked.Distinct());
    }

    [Fact]
    public async Task Answers_about_another_spec_are_not_taken_for_this_ones()
    {
        await InterruptedAsync(at: "2");
        _runsAsked.Clear();

        await RunAsync(WithProjects("1", "2", "4"));

        Assert.Equal(["1", "2", "4"], _runsAsked.Distinct());
    }

    [Fact]
    public async Task A_stop_is_not_taken_for_a_late_answer()
    {
        _held = "1";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var deadline = new Deadline(Time, _clock);
        var running = RunAsync(Ingestion, deadline, stop.Token);
        await _isHeld.Task.WaitAsync(Cancelled);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private async Task<TestResult> InterruptedAsync(string at)
    {
        _held = at;
        using var deadline = new Deadline(Time, _clock);
        var running = RunAsync(Ingestion, deadline, Cancelled);
        await _isHeld.Task.WaitAsync(Cancelled);
        _clock.Advance(Time);
        var result = await running;
        _held = null;
        return result;
    }

    private Task<TestResult> RunAsync(DbtCloudIngestion ingestion) => RunAsync(ingestion, Deadline.Never, Cancelled);

    private Task<TestResult> RunAsync(DbtCloudIngestion ingestion, Deadline deadline, CancellationToken cancellationToken) =>
        _test.RunAsync(ingestion, new Access(Account, AccessToken.From("dbtc_canary")!, new KeyVersion(new KeyReference("data", "Secret", "dbt-cloud", "token"), "uid/7"), Anew: false), new Dictionary<string, string?>(), deadline, cancellationToken);

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var project = System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query)["project_id"];
        if (request.RequestUri.AbsolutePath.EndsWith("/runs/", StringComparison.Ordinal) && project is not null)
        {
            _runsAsked.Enqueue(project);
            if (project == _held)
            {
                _isHeld.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
            }
        }

        return Reply.Json(DbtCloudDialogue.Enveloped("[]"));
    }

    private static DbtCloudIngestion WithProjects(params string[] projects)
    {
        var ingestion = GoldenCase.Load("created").Ingestion;
        ingestion.Spec = ingestion.Spec! with { Filters = [.. projects.Select(project => new FilterSpec { Name = $"project-{project}", ProjectId = new DbtId(project) })] };
        return ingestion;
    }
}
