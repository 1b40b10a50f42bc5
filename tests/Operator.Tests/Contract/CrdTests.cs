using System.Text.Json.Nodes;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Contract;

public sealed class CrdTests
{
    [Fact]
    public void Every_field_has_a_description_that_is_a_sentence()
    {
        var bare = CustomResource.Fields()
            .Where(field => field.Path != "metadata" && ((string?)field.Schema["description"])?.EndsWith('.') != true)
            .Select(field => field.Path);

        Assert.Equal([], bare);
    }

    [Fact]
    public void Every_text_list_and_map_of_the_spec_has_a_limit()
    {
        var limitless = CustomResource.Fields()
            .Where(field => field.Path.StartsWith("spec.", StringComparison.Ordinal) && !HasLimit(field.Schema))
            .Select(field => field.Path);

        Assert.Equal([], limitless);
    }

    [Fact]
    public void Nothing_under_run_has_a_default()
    {
        var defaults = CustomResource.Fields()
            .Where(field => field.Path.StartsWith("spec.run", StringComparison.Ordinal) && field.Schema.ContainsKey("default"))
            .Select(field => field.Path);

        Assert.Equal([], defaults);
    }

    [Fact]
    public void Every_rule_has_a_message_that_says_more_than_the_rule()
    {
        var rules = CustomResource.Fields().Append(("", CustomResource.Schema))
            .SelectMany(field => field.Item2["x-kubernetes-validations"]?.AsArray() ?? [])
            .ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.True(((string?)rule!["message"])?.Length > 30, rule!.ToJsonString()));
    }

    [Fact]
    public void No_reference_to_a_Secret_has_a_namespace()
    {
        Assert.DoesNotContain(CustomResource.Fields(), field => field.Path.EndsWith("namespace", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Conditions_name_every_type_and_every_reason_of_the_code_and_no_other()
    {
        var condition = CustomResource.Fields().Single(field => field.Path == "status.conditions[]").Schema["properties"]!;
        var grouped = Reasons.All.GroupBy(reason => reason.Condition).ToList();
        var types = $"Which aspect: {string.Join(", ", grouped.Select(group => group.Key))}.";
        var reasons = string.Join(' ', grouped.Select(group => $"{group.Key}: {string.Join(", ", group.Select(reason => reason.Name))}."));

        Assert.Equal(types, (string?)condition["type"]!["description"]);
        Assert.Equal(
            $"Why, one of a closed list for each type. {reasons} Ready takes besides the first failing reason of those that it sums up.",
            (string?)condition["reason"]!["description"]);
    }

    [Fact]
    public void Columns_are_those_that_people_need_and_none_shows_a_future_time()
    {
        var columns = CustomResource.Version["additionalPrinterColumns"]!.AsArray();

        Assert.Equal(
            ["Ready", "Reason", "Connected", "Last Run", "Last Success", "Suspended", "Age"],
            columns.Where(column => column!["priority"] is null).Select(column => (string?)column!["name"]));
        Assert.Equal(
            ["Account", "Schedule", "Status"],
            columns.Where(column => (long?)column!["priority"] == 1).Select(column => (string?)column!["name"]));
        Assert.DoesNotContain(columns, column => ((string?)column!["jsonPath"])!.Contains("nextScheduleTime", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_column_shows_a_field_that_exists()
    {
        var known = CustomResource.Fields().Select(field => "." + field.Path).Append(".metadata.creationTimestamp").ToHashSet();
        var shown = CustomResource.Version["additionalPrinterColumns"]!.AsArray()
            .Select(column => System.Text.RegularExpressions.Regex.Replace((string)column!["jsonPath"]!, @"\[\?[^\]]*\]", "[]"));

        Assert.All(shown, path => Assert.Contains(path, known));
    }

    [Fact]
    public void A_status_starts_as_not_yet_seen()
    {
        Assert.Equal(-1, (long?)CustomResource.Schema["properties"]!["status"]!["default"]!["observedGeneration"]);
    }

    private static bool HasLimit(JsonObject schema) => (string?)schema["type"] switch
    {
        "string" => schema.ContainsKey("maxLength") || schema.ContainsKey("enum"),
        "array" => schema.ContainsKey("maxItems"),
        "object" when schema.ContainsKey("additionalProperties") => schema.ContainsKey("maxProperties"),
        null => schema.ContainsKey("maxLength"),
        _ => true,
    };
}
