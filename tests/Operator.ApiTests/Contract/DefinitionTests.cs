using System.Text.Json.Nodes;
using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Definitions of custom resources: what they become, what is refused, and what goes with them.</summary>
public sealed class DefinitionTests(TestServers servers) : ContractTest(servers)
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    [Theory, OnEveryServer]
    public async Task An_accepted_definition_is_established(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var definition = (await space.Get(Widgets.Definition)).Ok();

        var conditions = ((JsonArray)definition.Node("status.conditions")!).ToDictionary(each => (string)each!["type"]!, each => ((string)each!["status"]!, (string)each["reason"]!));
        Assert.Equal(("True", "InitialNamesAccepted"), conditions["Established"]);
        Assert.Equal(("True", "NoConflicts"), conditions["NamesAccepted"]);
        definition.Has("status.storedVersions", """["v1"]""");
        definition.Has("status.acceptedNames", """{"plural":"widgets","singular":"widget","shortNames":["wd"],"kind":"Widget","listKind":"WidgetList","categories":["contract"]}""");
    }

    [Theory, OnEveryServer]
    public async Task A_definition_gets_its_list_kind_and_conversion(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var definition = (await space.Get(Widgets.Definition)).Ok();

        Assert.Equal("WidgetList", definition["spec.names.listKind"]);
        definition.Has("spec.conversion", """{"strategy":"None"}""");
    }

    [Theory, OnEveryServer]
    public async Task A_new_kind_is_served_and_goes_with_its_definition(ServerKind on)
    {
        using var space = await On(on);
        var group = $"{space.Name}.example.com";
        (await space.Post(Definitions, Gadgets(group))).Created();
        var gadgets = $"/apis/{group}/v1/~/gadgets";
        await space.Until(gadgets, answer => answer.Status == 200);
        await space.Until($"/apis/{group}/v1", answer => answer.Status == 200);
        (await space.Post(gadgets, $$$"""{"apiVersion":"{{{group}}}/v1","kind":"Gadget","metadata":{"name":"a"}}""")).Created();

        (await space.Delete($"{Definitions}/gadgets.{group}")).Ok();

        Assert.Equal(404, (await space.UntilGone($"{Definitions}/gadgets.{group}")).Status);
        Assert.Equal(404, (await space.UntilGone(gadgets)).Status);
    }

    [Theory, OnEveryServer]
    public async Task A_definition_is_named_after_its_plural_and_group(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Definitions, Gadgets("other.example.com").Replace("gadgets.other.example.com", "wrong", StringComparison.Ordinal));

        answer.RefusesAsInvalid("CustomResourceDefinition", "apiextensions.k8s.io", "wrong",
            ("metadata.name", "FieldValueInvalid", "Invalid value: \"wrong\": must be spec.names.plural+\".\"+spec.group"));
    }

    [Theory, OnEveryServer]
    public async Task A_schema_is_required(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Definitions, Gadgets("other.example.com", schema: "{}"));

        Assert.Equal((422, "Invalid"), (answer.Status, answer["reason"]));
        Assert.Contains("spec.versions[0].schema.openAPIV3Schema: Required value", answer["message"], StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task A_structural_schema_names_every_type(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Definitions, Gadgets("other.example.com", schema: """{"openAPIV3Schema":{"type":"object","properties":{"spec":{"properties":{"x":{"type":"string"}}}}}}"""));

        Assert.Equal((422, "Invalid"), (answer.Status, answer["reason"]));
        Assert.Contains("spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields", answer["message"], StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task Exactly_one_version_is_stored(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(Definitions, Gadgets("other.example.com").Replace("\"storage\":true", "\"storage\":false", StringComparison.Ordinal));

        Assert.Equal((422, "Invalid"), (answer.Status, answer["reason"]));
        Assert.Contains("must have exactly one version marked as storage version", answer["message"], StringComparison.Ordinal);
    }

    [Theory, OnEveryServer]
    public async Task A_cluster_wide_kind_has_no_namespace(ServerKind on)
    {
        using var space = await On(on);
        var group = $"{space.Name}.example.com";
        (await space.Post(Definitions, Gadgets(group).Replace("Namespaced", "Cluster", StringComparison.Ordinal))).Created();
        await space.Until($"/apis/{group}/v1/gadgets", answer => answer.Status == 200);

        var created = await space.Post($"/apis/{group}/v1/gadgets", $$$"""{"apiVersion":"{{{group}}}/v1","kind":"Gadget","metadata":{"name":"a"}}""");

        Assert.Null(created.Created()["metadata.namespace"]);
        (await space.Delete($"{Definitions}/gadgets.{group}")).Ok();
    }

    private static string Gadgets(string group, string schema = """{"openAPIV3Schema":{"type":"object"}}""") => $$$"""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"gadgets.{{{group}}}"},
         "spec":{"group":"{{{group}}}","scope":"Namespaced","names":{"kind":"Gadget","plural":"gadgets"},"versions":[{"name":"v1","served":true,"storage":true,"schema":{{{schema}}} }]}}
        """;
}
