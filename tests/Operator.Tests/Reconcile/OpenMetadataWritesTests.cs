using System.Text.Json.Nodes;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;
using Operator.Tests.Outbound;
using Operator.Tests.Plan;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>What OpenMetadata is told of a plan, what that costs, and what becomes of it where OpenMetadata does not take it.</summary>
public sealed class OpenMetadataWritesTests
{
    private static readonly OpenMetadataServer Server = OpenMetadataServer.At("https://openmetadata.example", Trust.System)!;
    private static readonly TokenKey Bot = KeyOf(AccessToken.From("eyJ.canary.jwt"));
    private readonly Dictionary<string, int> _answers = [];
    private readonly FakeConnections _outside;

    public OpenMetadataWritesTests() => _outside = new FakeConnections(request =>
    {
        var status = _answers.GetValueOrDefault(request.Method.Method, 200);
        return request.Method == HttpMethod.Get ? Reply.Json("""{"fullyQualifiedName":"production-snowflake.data-analytics"}""", status) : Reply.Json("{}", status);
    });

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_missing_pipeline_costs_one_call()
    {
        var told = await OutAsync(GoldenCase.Load("pipeline-missing").Plan);

        Assert.Equal([("POST", "https://openmetadata.example/api/v1/services/ingestionPipelines")], _outside.Asked.Select(asked => (asked.Written!.Value.Method, asked.Url.AbsoluteUri)));
        Assert.Equal((null, null), (Assert.Single(told.Outcomes).NotTold, told.TryAgain));
    }

    [Fact]
    public async Task A_list_from_before_the_pipeline_was_created_is_no_reason_to_create_it_again()
    {
        var (writes, plan) = (Writes(), GoldenCase.Load("pipeline-missing").Plan);

        await writes.OutAsync(plan, new BotQuestion(Server, Bot, Anew: false), OutsideWork.Unlimited(), Cancelled);
        await writes.OutAsync(plan, new BotQuestion(Server, Bot, Anew: false), OutsideWork.Unlimited(), Cancelled);

        Assert.Single(_outside.Asked);
    }

    [Fact]
    public async Task A_pipeline_that_may_exist_is_looked_for_and_left_alone()
    {
        await OutAsync(GoldenCase.Load("pipeline-refused").Plan);

        Assert.Equal("/api/v1/services/ingestionPipelines/name/production-snowflake.data-analytics", Assert.Single(_outside.Asked).Url.AbsolutePath);
    }

    [Fact]
    public async Task A_pipeline_that_may_exist_and_does_not_is_created()
    {
        _answers["GET"] = 404;

        await OutAsync(GoldenCase.Load("pipeline-refused").Plan);

        Assert.Equal([null, "POST"], _outside.Asked.Select(asked => asked.Written?.Method));
    }

    [Theory]
    [InlineData(403, "RunsNotReported", "Create on ingestionPipeline", false)]
    [InlineData(400, "RunsNotReported", "(400)", false)]
    [InlineData(404, "RunsNotReported", "(404)", false)]
    [InlineData(503, "Unreachable", "server error (503)", true)]
    [InlineData(429, "Unreachable", "asked for silence", true)]
    public async Task A_pipeline_that_was_not_taken_is_a_warning_and_only_trouble_is_tried_again(int status, string reason, string says, bool again)
    {
        _answers["POST"] = status;

        var told = await OutAsync(GoldenCase.Load("pipeline-missing").Plan);

        var check = Assert.Single(told.Outcomes).NotTold!;
        Assert.Equal((CheckNames.BotToken, CheckResults.Warning, reason), (check.Name, check.Result, check.Reason!.Name));
        Assert.Contains(says, check.Message, StringComparison.Ordinal);
        Assert.Equal(again, told.TryAgain is not null);
    }

    [Fact]
    public async Task A_run_that_died_is_told_with_what_became_of_it_and_of_which_run_of_dbt_Cloud_it_had()
    {
        var told = await OutAsync(Untold("run-untold-is-told", RecordedEnd.No, run => run with { DbtRun = new DbtRunStatus { Id = "777", JobId = "54321", Status = "Success" } }));

        var body = JsonNode.Parse(Assert.Single(_outside.Asked).Written!.Value.Body)!;
        Assert.Equal(("failed", "job-0", "777"), (body["pipelineState"]!.GetValue<string>(), body["runId"]!.GetValue<string>(), body["metadata"]!["dbtRun"]!["id"]!.GetValue<string>()));
        Assert.Equal(("job-0", null), (Assert.Single(told.Outcomes).Told, told.TryAgain));
    }

    [Fact]
    public async Task An_older_server_is_told_no_details()
    {
        await OutAsync(Untold("run-untold-is-told", RecordedEnd.No, run => run with { DbtRun = new DbtRunStatus { Id = "777" } }, takesDetails: false));

        Assert.False(JsonNode.Parse(Assert.Single(_outside.Asked).Written!.Value.Body)!.AsObject().ContainsKey("metadata"));
    }

    [Theory]
    [InlineData(200, "job-0", false)]
    [InlineData(404, "job-0", false)]
    [InlineData(403, "job-0", false)]
    [InlineData(400, "job-0", false)]
    [InlineData(401, null, false)]
    [InlineData(503, null, true)]
    public async Task What_is_final_is_given_up_and_what_is_trouble_is_tried_again(int status, string? told, bool again)
    {
        _answers["PUT"] = status;

        var carried = await OutAsync(Untold("run-untold-is-told", RecordedEnd.No));

        Assert.Equal((told, again), (Assert.Single(carried.Outcomes).Told, carried.TryAgain is not null));
    }

    [Theory]
    [InlineData("Unknown", false)]
    [InlineData("Unanswered", true)]
    public async Task What_may_have_ended_by_OpenMetadatas_record_is_not_written_over(string recorded, bool again)
    {
        var carried = await OutAsync(Untold("run-untold-is-told", Enum.Parse<RecordedEnd>(recorded)));

        Assert.Empty(_outside.Asked);
        Assert.Equal((null, again), (Assert.Single(carried.Outcomes).Told, carried.TryAgain is not null));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_written_and_nothing_forgotten()
    {
        var plan = Untold("run-untold-is-told", RecordedEnd.No);

        var carried = await Writes().OutAsync(plan, new BotQuestion(Server, KeyOf(null), Anew: false), OutsideWork.Unlimited(), Cancelled);

        Assert.Empty(_outside.Asked);
        Assert.Null(Assert.Single(carried.Outcomes).Told);
    }

    [Fact]
    public async Task Where_there_is_nothing_to_tell_the_token_is_not_even_read()
    {
        var key = new TokenKey(Reference, Bot.Seen, _ => throw new InvalidOperationException("The token was read."));

        var carried = await Writes().OutAsync(GoldenCase.Load("in-sync").Plan, new BotQuestion(Server, key, Anew: false), OutsideWork.Unlimited(), Cancelled);

        Assert.Empty(carried.Outcomes);
    }

    private static IngestionPlan Untold(string name, RecordedEnd recorded, Func<RunStatus, RunStatus>? change = null, bool takesDetails = true)
    {
        var plan = GoldenCase.Load(name).Plan;
        var planned = plan.Ingestions.Single();
        var run = planned.Untold.Single() with { Recorded = recorded, TakesDetails = takesDetails };
        return plan with { Ingestions = [planned with { Untold = [run with { Run = change?.Invoke(run.Run) ?? run.Run }] }] };
    }

    private static KeyReference Reference => new("data", "Secret", "openmetadata-bot", "jwtToken");

    private static TokenKey KeyOf(AccessToken? token) =>
        new(Reference, new Loan(new KeySeen(token is null ? Reasons.SecretsResolved.SecretNotFound : Reasons.SecretsResolved.Resolved, "bot-uid/9"), token, null));

    private OpenMetadataWrites Writes()
    {
        var clock = new EagerClock(TimeSpan.FromSeconds(10));
        return new(new OpenMetadataClient(_outside.Calls(clock)), clock);
    }

    private Task<Carried> OutAsync(IngestionPlan plan) => Writes().OutAsync(plan, new BotQuestion(Server, Bot, Anew: false), OutsideWork.Unlimited(), Cancelled);
}
