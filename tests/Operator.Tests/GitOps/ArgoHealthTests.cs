using System.Text.Json.Nodes;
using Operator.Reporting;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.GitOps;

/// <summary>What Argo CD shows for a resource, by the very script that people put into its ConfigMap.</summary>
public sealed class ArgoHealthTests
{
    /// <summary>A first sync cures these by itself: another controller fills a Secret, a server comes back, an image becomes known.</summary>
    private static readonly string[] Progressing =
    [
        "CaBundleNotFound", "SecretNotFound", "SecretKeyMissing", "SecretKeyEmpty", "RateLimited", "Unreachable", "Unknown",
        "ImageUnknown", "FetchImageUnknown", "WaitingForConnectionTest", "WaitingForJobSchedule",
    ];

    private static IEnumerable<Reason> FeedingReady { get; } =
        [.. Reasons.All.Where(reason => reason.Condition == ConditionTypes.Stalled || (!reason.Holds && Conditions.FeedsReady(new DbtCloudIngestion(), reason.Condition)))];

    [Fact]
    public void Every_reason_that_can_feed_Ready_stands_in_exactly_one_row() =>
        Assert.Equal(FeedingReady.Select(reason => reason.Name).Distinct().Order(StringComparer.Ordinal), ArgoHealth.Rows.Select(row => row.Reason).Order(StringComparer.Ordinal));

    [Fact]
    public void What_cures_itself_is_Progressing_and_what_waits_for_a_person_is_Degraded() =>
        Assert.All(ArgoHealth.Rows, row => Assert.Equal((row.Reason, Progressing.Contains(row.Reason) ? "Progressing" : "Degraded"), row));

    [Fact]
    public void Every_status_of_the_cases_is_shown_as_its_reason_says()
    {
        var expected = KnownStatus.OfCases.Select(known => (known.Name, Expected(known)));

        var shown = KnownStatus.OfCases.Zip(ArgoHealth.Of(KnownStatus.OfCases), (known, health) => (known.Name, health.Status ?? ""));

        Assert.Equal(expected, shown);
    }

    /// <summary>Reasons that no case ends in are put in the place of one that does.</summary>
    [Fact]
    public void Every_reason_that_can_feed_Ready_is_shown_by_its_row()
    {
        var waiting = KnownStatus.OfCase("name-conflict");
        var known = FeedingReady.Select(reason => waiting.With(resource => Put(resource, reason)) with { Name = reason.Name }).ToList();

        var shown = known.Zip(ArgoHealth.Of(known), (one, health) => (one.Name, health.Status ?? ""));

        Assert.Equal(known.Select(one => (one.Name, Expected(one))), shown);
    }

    [Fact]
    public void Every_health_has_the_message_of_the_status() =>
        Assert.All(KnownStatus.OfCases.Zip(ArgoHealth.Of(KnownStatus.OfCases)), pair => Assert.Contains((string)pair.First.Ready!["message"]!, pair.Second.Message, StringComparison.Ordinal));

    [Fact]
    public void A_failed_run_is_told_beside_Healthy()
    {
        var (status, message) = Assert.Single(ArgoHealth.Of([KnownStatus.OfCase("run-out-of-memory")]));

        Assert.Equal("Healthy", status);
        Assert.Contains("LastRunSucceeded is False (OutOfMemory): ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Suspended_is_Healthy_so_that_no_wave_waits_for_it()
    {
        var (status, message) = Assert.Single(ArgoHealth.Of([KnownStatus.OfCase("suspended")]));

        Assert.Equal(("Healthy", true), (status, message!.StartsWith("spec.suspend holds every CronJob still", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_status_that_does_not_speak_of_the_newest_spec_is_Progressing()
    {
        var settled = KnownStatus.OfCase("in-sync");
        KnownStatus[] notYet =
        [
            settled.With(resource => resource.Remove("status")),
            settled.With(resource => resource["status"] = new JsonObject { ["observedGeneration"] = -1 }),
            settled.With(resource => resource["metadata"]!["generation"] = 99),
            settled.With(resource => resource["status"]!["conditions"] = new JsonArray()),
        ];

        Assert.All(ArgoHealth.Of(notYet), health => Assert.Equal("Progressing", health.Status));
    }

    [Theory]
    [InlineData(false, "Progressing")]
    [InlineData(true, "Degraded")]
    public void A_reason_of_a_newer_operator_is_Degraded_only_where_the_operator_has_given_up(bool stalled, string health)
    {
        var newer = KnownStatus.OfCase(stalled ? "stalled-cron" : "name-conflict").With(resource =>
            resource["status"]!["conditions"]!.AsArray().First(condition => (string?)condition!["type"] == ConditionTypes.Ready)!["reason"] = "InventedLater");

        Assert.Equal(health, Assert.Single(ArgoHealth.Of([newer])).Status);
    }

    [Fact]
    public void A_script_has_no_library_that_Argo_CD_withholds()
    {
        var results = LuaRunner.Run("tests/Operator.Tests/GitOps/withheld.lua", new LuaInput(new JsonObject()));

        Assert.Equal("[]", Assert.Single(results).ToJsonString());
    }

    private static void Put(JsonObject resource, Reason reason)
    {
        var ready = resource["status"]!["conditions"]!.AsArray().Single(condition => (string?)condition!["type"] == ConditionTypes.Ready)!;
        ready["reason"] = reason.Name;
        ready["message"] = reason.Meaning;
    }

    private static string Expected(KnownStatus known) =>
        (string?)known.Ready!["status"] == ConditionStatus.True ? "Healthy" : Progressing.Contains(known.ReadyReason) ? "Progressing" : "Degraded";
}
