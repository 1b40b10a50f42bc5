using Operator.Resource;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.Reconcile.AtScale;

/// <summary>dbt Cloud asks for silence, or cannot answer, while many resources of an account are due.</summary>
public sealed class SilenceTests
{
    private const string Other = "777";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(null, 5)]
    [InlineData(12, 12)]
    public async Task All_resources_of_an_account_keep_silent_together_and_those_of_another_go_on(int? retryAfterMinutes, int silenceMinutes)
    {
        var cluster = Many.Ingestions(100, interval: "10m");
        Many.Add(cluster, 100, interval: "10m", account: Other);
        await using var world = await FakeWorld.TestedAsync(cluster);
        var refused = default(DateTimeOffset?);
        world.Outside.Trouble = call =>
        {
            if (call.Account != Many.Account || refused is not null)
            {
                return null;
            }

            refused = call.At;
            return Reply.TooMany(retryAfterMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null);
        };

        await world.Operator.RunForAsync(Hour);

        var end = refused!.Value.AddMinutes(silenceMinutes);
        Assert.DoesNotContain(world.Outside.Calls, call => call.Account == Many.Account && call.At > refused && call.At < end);
        Assert.Contains(world.Outside.Calls, call => call.Account == Many.Account && call.At >= end && call.At < end.AddMinutes(1));
        Assert.Contains(world.Outside.Calls, call => call.Account == Other && call.At > refused && call.At < end);
        Assert.InRange(world.Outside.MostWithinAMinute(Many.Account), 1, 60);
        Assert.All(cluster.Ingestions(), ingestion => Assert.True(Many.IsWhole(ingestion)));
    }

    [Fact]
    public async Task During_the_silence_the_verdict_stands_with_its_date()
    {
        var cluster = Many.Ingestions(20, interval: "10m");
        await using var world = await FakeWorld.TestedAsync(cluster);
        world.Outside.Trouble = _ => Reply.TooMany();

        await world.Operator.RunForAsync(TimeSpan.FromMinutes(12));

        Assert.All(cluster.Ingestions(), ingestion =>
        {
            Assert.Equal("Verified", Verified(ingestion).Reason);
            var check = ingestion.Status!.Connection!.Checks!.Single(check => check.Name == CheckNames.ApiConnectivity);
            Assert.Equal((CheckResults.Warning, "RateLimited"), (check.Result, check.Reason));
            Assert.Contains("The verdict of 2026-11-25T10:00:00Z stands.", check.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("jobs/1", 503)]
    [InlineData("runs/?", 503)]
    [InlineData("runs/?", 429)]
    public async Task A_question_about_a_filter_that_got_no_answer_is_asked_again_soon_and_not_an_interval_later(string path, int status)
    {
        var cluster = Many.Ingestions(1);
        await using var world = await FakeWorld.TestedAsync(cluster);
        var isBroken = true;
        world.Outside.Trouble = call => isBroken && call.Path.StartsWith(path, StringComparison.Ordinal) ? Reply.Status(status) : null;
        Assert.True(await world.Operator.RunUntilAsync(() => cluster.Ingestions().Any(ingestion => !Many.IsWhole(ingestion)), Hour));
        var met = cluster.Ingestions().Single();
        isBroken = false;

        var isWhole = await world.Operator.RunUntilAsync(() => cluster.Ingestions().All(Many.IsWhole), TimeSpan.FromMinutes(6));

        Assert.True(isWhole);
        Assert.Equal("RunFound", met.Status!.Conditions!.Single(condition => condition.Type == ConditionTypes.RecentRunFound).Reason);
        Assert.Equal("Verified", Verified(met).Reason);
    }

    [Theory]
    [InlineData(429, "RateLimited")]
    [InlineData(503, "Unreachable")]
    public async Task Before_the_first_verdict_there_is_none(int status, string reason)
    {
        var cluster = Many.Ingestions(1);
        await using var world = FakeWorld.Of(cluster);
        world.Outside.Trouble = _ => Reply.Status(status);

        await world.Operator.RunForAsync(TimeSpan.FromSeconds(30));

        var verified = Verified(cluster.Ingestions().Single());
        Assert.Equal((ConditionStatus.Unknown, reason), (verified.Status, verified.Reason));
    }

    private static Condition Verified(DbtCloudIngestion ingestion) =>
        ingestion.Status!.Conditions!.Single(condition => condition.Type == ConditionTypes.ConnectionVerified);
}
