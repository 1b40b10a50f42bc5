using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Leases: the lock that leader election stands on.</summary>
public sealed class LeaseTests(TestServers servers) : ContractTest(servers)
{
    private const string Leases = "/apis/coordination.k8s.io/v1/~/leases";

    [Theory, OnEveryServer]
    public async Task Its_times_have_six_digits_after_the_second(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Post(Leases, Lease(""" "renewTime":"2026-01-01T00:00:00.120000Z","acquireTime":"2026-01-01T00:00:00.000001Z" """))).Created();

        created.Has("spec", """{"renewTime":"2026-01-01T00:00:00.120000Z","acquireTime":"2026-01-01T00:00:00.000001Z"}""");
    }

    [Theory, OnEveryServer]
    public async Task Any_other_number_of_digits_is_refused(ServerKind on)
    {
        using var space = await On(on);

        foreach (var time in new[] { "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.123456789Z" })
        {
            var answer = await space.Post(Leases, Lease($""" "renewTime":"{time}" """));

            Assert.Equal((400, "BadRequest"), (answer.Status, answer["reason"]));
            Assert.StartsWith($"Lease in version \"v1\" cannot be handled as a Lease: parsing time \"{time}\" as \"2006-01-02T15:04:05.000000Z07:00\"", answer["message"], StringComparison.Ordinal);
        }
    }

    [Theory, OnEveryServer]
    public async Task It_lasts_longer_than_no_time(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Leases, Lease(""" "leaseDurationSeconds":0 """));

        answer.RefusesAsInvalid("Lease", "coordination.k8s.io", "a", ("spec.leaseDurationSeconds", "FieldValueInvalid", "Invalid value: 0: must be greater than 0"));
    }

    [Theory, OnEveryServer]
    public async Task Of_two_who_renew_from_the_same_version_one_wins(ServerKind on)
    {
        using var space = await On(on);
        var created = (await space.Post(Leases, Lease(""" "holderIdentity":"one" """))).Created();

        string Renewed(string holder) => Lease($$$""" "holderIdentity":"{{{holder}}}","leaseTransitions":1 """, $$$""","resourceVersion":"{{{created.Version}}}" """);
        (await space.Put($"{Leases}/a", Renewed("one"))).Ok();
        var second = await space.Put($"{Leases}/a", Renewed("two"));

        Assert.Equal((409, "Conflict"), (second.Status, second["reason"]));
        Assert.Equal("one", (await space.Get($"{Leases}/a")).Ok()["spec.holderIdentity"]);
    }

    [Theory, OnEveryServer]
    public async Task An_update_creates_it_when_it_is_not_there(ServerKind on)
    {
        using var space = await On(on);

        var created = (await space.Put($"{Leases}/a", Lease(""" "holderIdentity":"one" """))).Created();

        Assert.Equal("one", created["spec.holderIdentity"]);
    }

    [Theory, OnEveryServer]
    public async Task It_has_no_generation(ServerKind on)
    {
        using var space = await On(on);

        Assert.Null((await space.Post(Leases, Lease(""" "holderIdentity":"one" """))).Created()["metadata.generation"]);
    }

    private static string Lease(string spec, string moreMetadata = "") =>
        $$$"""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"a"{{{moreMetadata}}} },"spec":{ {{{spec}}} }}""";
}
