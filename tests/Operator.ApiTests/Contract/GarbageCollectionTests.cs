using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>What happens to the objects that name an owner.</summary>
public sealed class GarbageCollectionTests(TestServers servers) : ContractTest(servers)
{
    private const string Maps = "/api/v1/~/configmaps";
    private const string Owner = $"{Maps}/owner";
    private const string Owned = $"{Maps}/owned";

    [Theory, OnEveryServer]
    public async Task In_the_background_the_owned_follow_their_owner(ServerKind on)
    {
        using var space = await WithOwnerAndOwnedOn(on);

        (await space.Delete(Owner, """{"propagationPolicy":"Background"}""")).Ok();

        Assert.Equal(404, (await space.Get(Owner)).Status);
        Assert.Equal(404, (await space.UntilGone(Owned)).Status);
    }

    [Theory, OnEveryServer]
    public async Task The_policy_may_be_said_in_the_query(ServerKind on)
    {
        using var space = await WithOwnerAndOwnedOn(on);

        (await space.Delete($"{Owner}?propagationPolicy=Background")).Ok();

        Assert.Equal(404, (await space.UntilGone(Owned)).Status);
    }

    [Theory, OnEveryServer]
    public async Task In_the_foreground_the_owner_waits_for_the_owned_that_block(ServerKind on)
    {
        using var space = await WithOwnerAndOwnedOn(on, ""","blockOwnerDeletion":true""", ""","finalizers":["example.com/hold"]""");

        var deleted = (await space.Delete(Owner, """{"propagationPolicy":"Foreground"}""")).Ok();

        deleted.Has("metadata.finalizers", """["foregroundDeletion"]""");
        await space.Until(Owned, answer => answer["metadata.deletionTimestamp"] is not null);
        (await space.Get(Owner)).Ok();
        (await space.MergePatch(Owned, """{"metadata":{"finalizers":null}}""")).Ok();
        Assert.Equal(404, (await space.UntilGone(Owner)).Status);
    }

    [Theory, OnEveryServer]
    public async Task Orphans_lose_their_reference_and_stay(ServerKind on)
    {
        using var space = await WithOwnerAndOwnedOn(on);

        (await space.Delete(Owner, """{"propagationPolicy":"Orphan"}""")).Ok();

        await space.UntilGone(Owner);
        Assert.Null((await space.Get(Owned)).Ok()["metadata.ownerReferences"]);
    }

    [Theory, OnEveryServer]
    public async Task An_object_with_a_second_owner_stays(ServerKind on)
    {
        using var space = await On(on);
        var (first, second) = (await CreateAsync(space, "owner"), await CreateAsync(space, "other"));
        (await space.Post(Maps, $$$"""{"metadata":{"name":"owned","ownerReferences":[{{{Reference(first)}}},{{{Reference(second)}}}]}}""")).Created();

        (await space.Delete(Owner, """{"propagationPolicy":"Background"}""")).Ok();

        var kept = await space.Until(Owned, answer => answer["metadata.ownerReferences.1"] is null);
        Assert.Equal("other", kept["metadata.ownerReferences.0.name"]);
    }

    [Theory, OnEveryServer]
    public async Task An_object_whose_owner_never_was_is_collected(ServerKind on)
    {
        using var space = await On(on);

        (await space.Post(Maps, """
            {"metadata":{"name":"owned","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"never","uid":"11111111-1111-1111-1111-111111111111"}]}}
            """)).Created();

        Assert.Equal(404, (await space.UntilGone(Owned)).Status);
    }

    [Theory, OnEveryServer]
    public async Task A_new_owner_of_the_same_name_is_not_the_owner(ServerKind on)
    {
        using var space = await On(on);
        var owner = await CreateAsync(space, "owner");
        (await space.Delete(Owner)).Ok();
        await CreateAsync(space, "owner");

        (await space.Post(Maps, $$$"""{"metadata":{"name":"owned","ownerReferences":[{{{Reference(owner)}}}]}}""")).Created();

        Assert.Equal(404, (await space.UntilGone(Owned)).Status);
    }

    [Theory, OnEveryServer]
    public async Task A_deleted_namespace_takes_its_content_along(ServerKind on)
    {
        using var space = await WithOwnerAndOwnedOn(on);

        var deleted = (await space.Delete($"/api/v1/namespaces/{space.Name}")).Ok();

        Assert.Equal("Terminating", deleted["status.phase"]);
        Assert.Equal(404, (await space.UntilGone($"/api/v1/namespaces/{space.Name}")).Status);
        Assert.Equal(404, (await space.Get(Owned)).Status);
    }

    [Theory, OnEveryServer]
    public async Task An_owner_reference_must_be_whole(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Maps, """{"metadata":{"name":"owned","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"owner"}]}}""");

        answer.RefusesAsInvalid("ConfigMap", "", "owned", ("metadata.ownerReferences.uid", "FieldValueInvalid", "Invalid value: \"\": must not be empty"));
    }

    [Theory, OnEveryServer]
    public async Task Only_one_owner_may_control(ServerKind on)
    {
        using var space = await On(on);
        var (first, second) = (await CreateAsync(space, "owner"), await CreateAsync(space, "other"));

        var answer = await space.Post(Maps,
            $$$"""{"metadata":{"name":"owned","ownerReferences":[{{{Reference(first, ""","controller":true""")}}},{{{Reference(second, ""","controller":true""")}}}]}}""");

        Assert.Equal((422, "Invalid"), (answer.Status, answer["reason"]));
        Assert.Contains("Only one reference can have Controller set to true", answer["message"], StringComparison.Ordinal);
    }

    private async Task<Space> WithOwnerAndOwnedOn(ServerKind on, string moreReference = "", string moreMetadata = "")
    {
        var space = await On(on);
        var owner = await CreateAsync(space, "owner");
        (await space.Post(Maps, $$$"""{"metadata":{"name":"owned"{{{moreMetadata}}},"ownerReferences":[{{{Reference(owner, moreReference)}}}]}}""")).Created();
        return space;
    }

    private static async Task<Answer> CreateAsync(Space space, string name) => (await space.Post(Maps, $$$"""{"metadata":{"name":"{{{name}}}"}}""")).Created();

    private static string Reference(Answer owner, string more = "") =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","name":"{{{owner["metadata.name"]}}}","uid":"{{{owner.Uid}}}"{{{more}}} }""";
}
