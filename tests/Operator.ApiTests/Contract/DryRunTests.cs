using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>A dry run answers as the real thing would and stores nothing.</summary>
public sealed class DryRunTests(TestServers servers) : ContractTest(servers)
{
    private const string Maps = "/api/v1/~/configmaps";
    private const string Map = $"{Maps}/a";

    [Theory, OnEveryServer]
    public async Task A_dry_create_is_answered_and_not_stored(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post($"{Maps}?dryRun=All", """{"metadata":{"name":"a"}}""")).Created();

        Assert.NotNull(created.Uid);
        Assert.Null(created["metadata.resourceVersion"]);
        Assert.Equal(404, (await space.Get(Map)).Status);
    }

    [Theory, OnEveryServer]
    public async Task A_dry_create_is_validated(ServerKind on)
    {
        using var space = await On(on);

        Assert.Equal(422, (await space.Post($"{CronJobs.Path}?dryRun=All", CronJobs.Named("a", schedule: "x"))).Status);
    }

    [Theory, OnEveryServer]
    public async Task A_dry_patch_is_answered_and_not_stored(ServerKind on)
    {
        using var space = await On(on);
        var before = (await space.Post(Maps, """{"metadata":{"name":"a"},"data":{"x":"1"}}""")).Created();

        var patched = (await space.MergePatch($"{Map}?dryRun=All", """{"data":{"x":"2"}}""")).Ok();

        Assert.Equal(("2", before.Version), (patched["data.x"], patched.Version));
        (await space.Get(Map)).Ok().Has("", before.Text);
    }

    [Theory, OnEveryServer]
    public async Task A_dry_apply_is_answered_and_not_stored(ServerKind on)
    {
        using var space = await On(on);

        var applied = (await space.Apply($"{CronJobs.Path}/a?dryRun=All", "one", CronJobs.Named("a"))).Created();

        Assert.Equal("Allow", applied["spec.concurrencyPolicy"]);
        Assert.Equal(404, (await space.Get($"{CronJobs.Path}/a")).Status);
    }

    [Theory, OnEveryServer]
    public async Task A_dry_delete_deletes_nothing(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Maps, """{"metadata":{"name":"a"}}""")).Created();

        (await space.Delete($"{Map}?dryRun=All")).Ok();

        (await space.Get(Map)).Ok();
    }

    [Theory, OnEveryServer]
    public async Task There_is_only_one_way_to_run_dry(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post($"{Maps}?dryRun=Some", """{"metadata":{"name":"a"}}""");

        answer.RefusesAsInvalid("CreateOptions", "meta.k8s.io", "", ("dryRun", "FieldValueNotSupported", "Unsupported value: [\"Some\"]: supported values: \"All\""));
    }
}
