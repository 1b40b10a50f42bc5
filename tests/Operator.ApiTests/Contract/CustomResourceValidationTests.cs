using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Custom resources are held against their definition's schema; the texts are what a user reads.</summary>
public sealed class CustomResourceValidationTests(TestServers servers) : ContractTest(servers)
{
    [Theory, OnEveryServer]
    public Task A_required_field_must_be_there(ServerKind on) =>
        RefusesAsync(on, """{"mode":"Fast"}""", "spec.size", "FieldValueRequired", "Required value");

    [Theory, OnEveryServer]
    public Task A_number_has_a_least_value(ServerKind on) =>
        RefusesAsync(on, """{"size":0}""", "spec.size", "FieldValueInvalid", "Invalid value: 0: spec.size in body should be greater than or equal to 1");

    [Theory, OnEveryServer]
    public Task A_number_has_a_greatest_value(ServerKind on) =>
        RefusesAsync(on, """{"size":101}""", "spec.size", "FieldValueInvalid", "Invalid value: 101: spec.size in body should be less than or equal to 100");

    [Theory, OnEveryServer]
    public Task A_number_is_no_text(ServerKind on) =>
        RefusesAsync(on, """{"size":"1"}""", "spec.size", "FieldValueTypeInvalid", "Invalid value: \"string\": spec.size in body must be of type integer: \"string\"");

    [Theory, OnEveryServer]
    public async Task A_whole_number_has_no_fraction(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var answer = await space.Post(Widgets.Path, With("""{"size":1.5}"""));

        answer.RefusesAsInvalid("Widget", "contract.example.com", "a",
            ("spec.size", "FieldValueTypeInvalid", "Invalid value: \"float64\": spec.size in body must be of type int32: \"float64\""),
            ("<nil>", "FieldValueInvalid", "Invalid value: \"\": Checked value must be of type integer with format int32 in spec.size"));
    }

    [Theory, OnEveryServer]
    public Task A_text_is_one_of_those_allowed(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"mode":"Odd"}""", "spec.mode", "FieldValueNotSupported", "Unsupported value: \"Odd\": supported values: \"Fast\", \"Slow\"");

    [Theory, OnEveryServer]
    public Task A_text_matches_its_pattern(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"code":"A1"}""", "spec.code", "FieldValueInvalid", "Invalid value: \"A1\": spec.code in body should match '^[a-z]+$'");

    [Theory, OnEveryServer]
    public Task A_text_can_be_too_long(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"title":"more than ten"}""", "spec.title", "FieldValueTooLong", "Too long: may not be more than 10 bytes");

    [Theory, OnEveryServer]
    public Task A_text_can_be_too_short(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"title":"x"}""", "spec.title", "FieldValueInvalid", "Invalid value: \"x\": spec.title in body should be at least 2 chars long");

    [Theory, OnEveryServer]
    public Task A_time_is_written_as_rfc_3339_says(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"dueAt":"tomorrow"}""", "spec.dueAt", "FieldValueTypeInvalid", "Invalid value: \"tomorrow\": spec.dueAt in body must be of type date-time: \"tomorrow\"");

    [Theory, OnEveryServer]
    public Task A_list_can_be_too_long(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"tags":["a","b","c","d"]}""", "spec.tags", "FieldValueTooMany", "Too many: 4: must have at most 3 items");

    [Theory, OnEveryServer]
    public Task A_set_holds_a_value_once(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"tags":["a","a"]}""", "spec.tags[1]", "FieldValueDuplicate", "Duplicate value: \"a\"");

    [Theory, OnEveryServer]
    public Task A_map_list_holds_a_key_once(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"parts":[{"name":"a"},{"name":"a","count":2}]}""", "spec.parts[1]", "FieldValueDuplicate", "Duplicate value: {\"name\":\"a\"}");

    [Theory, OnEveryServer]
    public Task An_item_is_named_by_its_index(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"parts":[{"name":"a"},{"name":"b","count":"x"}]}""", "spec.parts[1].count", "FieldValueTypeInvalid",
            "Invalid value: \"string\": spec.parts[1].count in body must be of type integer: \"string\"");

    [Theory, OnEveryServer]
    public Task A_null_is_no_item(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"order":[null]}""", "spec.order[0]", "FieldValueTypeInvalid", "Invalid value: \"null\": spec.order[0] in body must be of type string: \"null\"");

    [Theory, OnEveryServer]
    public Task A_number_or_a_text_is_nothing_else(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"port":true}""", "spec.port", "FieldValueTypeInvalid", "Invalid value: \"boolean\": spec.port in body must be of type integer,string: \"boolean\"");

    [Theory, OnEveryServer]
    public Task A_free_map_has_values_of_one_type(ServerKind on) =>
        RefusesAsync(on, """{"size":1,"labels":{"k":1}}""", "spec.labels.k", "FieldValueTypeInvalid", "Invalid value: \"integer\": spec.labels.k in body must be of type string: \"integer\"");

    [Theory, OnEveryServer]
    public async Task All_that_is_wrong_is_told_at_once(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var answer = await space.Post(Widgets.Path, With("""{"mode":"Odd","code":"A1"}"""));

        Assert.Equal(["spec.code", "spec.mode", "spec.size"], ((System.Text.Json.Nodes.JsonArray)answer.Node("details.causes")!).Select(cause => (string?)cause!["field"]).Order());
    }

    [Theory, OnEveryServer]
    public async Task A_spec_is_required_where_the_definition_says_so(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var answer = await space.Post(Widgets.Path, """{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":{"name":"a"}}""");

        answer.RefusesAsInvalid("Widget", "contract.example.com", "a", ("spec", "FieldValueRequired", "Required value"));
    }

    [Theory, OnEveryServer]
    public async Task A_kind_must_be_named(ServerKind on)
    {
        using var space = await WithWidgetsOn(on);

        var answer = await space.Post(Widgets.Path, """{"metadata":{"name":"a"},"spec":{"size":1}}""");

        Assert.Equal((400, "BadRequest"), (answer.Status, answer["reason"]));
        Assert.Contains("Object 'Kind' is missing in", answer["message"], StringComparison.Ordinal);
    }

    private async Task RefusesAsync(ServerKind on, string spec, string field, string reason, string message)
    {
        using var space = await WithWidgetsOn(on);

        var answer = await space.Post(Widgets.Path, With(spec));

        answer.RefusesAsInvalid("Widget", "contract.example.com", "a", (field, reason, message));
    }

    private static string With(string spec) => """{"apiVersion":"contract.example.com/v1","kind":"Widget","metadata":{"name":"a"},"spec":""" + spec + "}";
}
