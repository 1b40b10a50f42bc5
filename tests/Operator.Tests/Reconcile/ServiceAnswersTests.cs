using Microsoft.Extensions.Time.Testing;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;
using Operator.Tests.Plan;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>Who shares what OpenMetadata says of a database service, and what is remembered of it.</summary>
public sealed class ServiceAnswersTests
{
    private static readonly DbtCloudIngestion Analytics = GoldenCase.Load("created").Ingestion;
    private static readonly OpenMetadataServer Server = OpenMetadataServer.At("https://openmetadata.example", Trust.System)!;

    private readonly FakeTimeProvider _time = new();
    private readonly Outside _outside;
    private readonly OpenMetadataTest _server;

    public ServiceAnswersTests()
    {
        _outside = new Outside(_time);
        _server = new OpenMetadataTest(_outside.OpenMetadata, new FakeCluster(), new PlanOptions(), _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resources_with_one_bot_and_one_service_share_its_three_answers_for_a_minute()
    {
        await ServiceAsync();
        _time.Advance(TimeSpan.FromSeconds(59));
        await ServiceAsync();
        Assert.Equal(3, _outside.BotCalls);

        _time.Advance(TimeSpan.FromSeconds(1));
        await ServiceAsync();

        Assert.Equal(6, _outside.BotCalls);
    }

    [Fact]
    public async Task A_service_that_was_missing_is_asked_for_again_by_a_person_and_after_a_minute()
    {
        _outside.Service = null;
        Assert.Equal(Reasons.OpenMetadataVerified.DatabaseServiceNotFound, (await ServiceAsync()).Reason);
        _outside.Service = "Snowflake";
        Assert.Equal(Reasons.OpenMetadataVerified.DatabaseServiceNotFound, (await ServiceAsync()).Reason);

        Assert.Equal(CheckResults.Passed, (await ServiceAsync(anew: true)).Result);
    }

    [Fact]
    public async Task What_was_told_with_one_key_of_a_Secret_is_not_what_another_key_is_told()
    {
        await ServiceAsync();
        await SeenAsync(Question("bot", anew: false, key: "user"));

        Assert.Equal(6, _outside.BotCalls);
    }

    [Fact]
    public async Task What_another_bot_was_told_is_nobody_elses()
    {
        await ServiceAsync();
        await ServiceAsync(bot: "another");

        Assert.Equal(6, _outside.BotCalls);
    }

    [Fact]
    public async Task When_something_is_wrong_it_is_known_when_that_was_last_looked_at()
    {
        await ServiceAsync();
        Assert.Null(_server.AskedAt(Analytics.Key));

        _outside.Service = null;
        await ServiceAsync(anew: true);
        Assert.Equal(_time.GetUtcNow(), _server.AskedAt(Analytics.Key));

        _server.Forget(Analytics.Key);
        Assert.Null(_server.AskedAt(Analytics.Key));
    }

    [Fact]
    public async Task What_is_known_of_its_pipelines_goes_on_to_the_plan()
    {
        var seen = await SeenAsync(Question("bot", false));

        Assert.Equal(("6b1a8f0e-0000-4000-8000-00000000000a", true), (seen.Pipelines?.ServiceId, seen.Pipelines?.AreAll));
        Assert.Equal(["production-snowflake.off", "production-snowflake.on"], seen.Pipelines!.Names.Order());
    }

    [Fact]
    public async Task Of_very_many_pipelines_or_none_that_could_be_read_not_all_are_known()
    {
        _outside.Pipelines = """{"data":[{"fullyQualifiedName":"production-snowflake.on"}],"paging":{"after":"more"}}""";
        Assert.False((await SeenAsync(Question("bot", true))).Pipelines?.AreAll);

        _outside.Pipelines = "[]";
        Assert.False((await SeenAsync(Question("bot", true))).Pipelines?.AreAll);
    }

    [Fact]
    public async Task A_token_past_its_end_is_shown_to_nobody()
    {
        var seen = await SeenAsync(Question("late", false, _time.GetUtcNow()));

        Assert.Equal((0, CheckResults.Skipped), (_outside.BotCalls, seen.DatabaseService!.Result));
    }

    private async Task<CheckSeen> ServiceAsync(bool anew = false, string bot = "bot") => (await SeenAsync(Question(bot, anew))).DatabaseService!;

    private async Task<OpenMetadataSeen> SeenAsync(BotQuestion question)
    {
        var version = (await _server.VersionAsync(Server, false, Token)).Seen;
        return _server.Judge(Analytics, version, question, await _server.AskAsync(Analytics, version, question, Token), []);
    }

    private static BotQuestion Question(string bot, bool anew, DateTimeOffset? end = null, string key = "jwtToken") =>
        new(Server, new TokenKey(new KeyReference("data", "Secret", "openmetadata-bot", key), new Loan(new KeySeen(Reasons.SecretsResolved.Resolved, $"uid-of-{bot}/9", ExpiresAt: end), AccessToken.From(bot), null)), anew);
}
