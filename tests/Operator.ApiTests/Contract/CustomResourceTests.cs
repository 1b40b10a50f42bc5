using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Custom resources are pruned and defaulted as their definition's schema says.</summary>
public sealed class CustomResourceTests(TestServers servers) : ContractTest(servers)
{
    private const string Widget = $"{Widgets.Path}/a";

    [Theory, OnEveryServer]
    public async Task Defaults_are_filled_in(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var created = (await space.Post(Widgets.Path, Widgets.Named("a", ""","parts":[{"name":"x"}]"""))).Created();

        created.Has("spec", """{"size":1,"mode":"Fast","retry":{"limit":3},"parts":[{"name":"x","count":1}]}""");
        created.Has("status", """{"observedGeneration":-1}""");
    }

    [Theory, OnEveryServer]
    public async Task Defaults_have_no_owner(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var applied = (await space.Apply(Widget, "one", Widgets.Named("a"))).Created();

        applied.HasOwner("one", """{"f:spec":{"f:size":{}}}""");
    }

    [Theory, OnEveryServer]
    public async Task A_removed_field_falls_back_to_its_default(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);
        (await space.Post(Widgets.Path, Widgets.Named("a", ""","mode":"Slow" """))).Created();

        var patched = (await space.MergePatch(Widget, """{"spec":{"mode":null}}""")).Ok();

        Assert.Equal("Fast", patched["spec.mode"]);
    }

    [Theory, OnEveryServer]
    public async Task A_null_gives_way_to_a_default_and_stays_only_where_it_may(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var created = (await space.Post(Widgets.Path, Widgets.Named("a", ""","mode":null,"title":null,"note":null"""))).Created();

        created.Has("spec", """{"size":1,"mode":"Fast","note":null,"retry":{"limit":3}}""");
    }

    [Theory, OnEveryServer]
    public async Task Unknown_fields_are_dropped_with_a_warning(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var created = (await space.Post($"{Widgets.Path}?fieldValidation=Warn", Widgets.Named("a", ""","nope":1,"parts":[{"name":"x","nope":1}]"""))).Created();

        created.Has("spec", """{"size":1,"mode":"Fast","retry":{"limit":3},"parts":[{"name":"x","count":1}]}""");
        Assert.Equal(["299 - \"unknown field \\\"spec.nope\\\"\"", "299 - \"unknown field \\\"spec.parts[0].nope\\\"\""], created.Warnings.Order());
    }

    [Theory, OnEveryServer]
    public async Task Unknown_fields_are_dropped_in_silence_when_so_asked(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var created = (await space.Post($"{Widgets.Path}?fieldValidation=Ignore", Widgets.Named("a", ""","nope":1"""))).Created();

        Assert.Null(created["spec.nope"]);
        Assert.Empty(created.Warnings);
    }

    [Theory, OnEveryServer]
    public async Task Unknown_fields_are_refused_when_strict(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var answer = await space.Post($"{Widgets.Path}?fieldValidation=Strict", Widgets.Named("a", ""","nope":1"""));

        answer.Refuses(400, "BadRequest", """Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.nope" """.TrimEnd());
    }

    [Theory, OnEveryServer]
    public async Task A_field_given_twice_is_refused_when_strict(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var answer = await space.Post($"{Widgets.Path}?fieldValidation=Strict", Widgets.Named("a", ""","size":2"""));

        answer.Refuses(400, "BadRequest", """Widget in version "v1" cannot be handled as a Widget: strict decoding error: duplicate field "spec.size" """.TrimEnd());
    }

    [Theory, OnEveryServer]
    public async Task An_unknown_field_cannot_be_applied(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var answer = await space.Apply(Widget, "one", Widgets.Named("a", ""","nope":1"""));

        answer.Refuses(500, reason: null, "failed to create typed patch object (/a; contract.example.com/v1, Kind=Widget): .spec.nope: field not declared in schema");
    }

    [Theory, OnEveryServer]
    public async Task Where_the_schema_says_so_unknown_fields_are_kept(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var created = (await space.Post(Widgets.Path, Widgets.Named("a", ""","free":{"any":{"thing":[1,"x"]}},"labels":{"k":"v"}"""))).Created();

        created.Has("spec.free", """{"any":{"thing":[1,"x"]}}""");
        created.Has("spec.labels", """{"k":"v"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_number_or_a_text_is_kept_as_it_came(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        (await space.Post(Widgets.Path, Widgets.Named("a", ""","port":80"""))).Created().Has("spec.port", "80");
        (await space.Post(Widgets.Path, Widgets.Named("b", ""","port":"80" """))).Created().Has("spec.port", "\"80\"");
    }
}
