using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
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
    public void Nothing_in_it_is_free_of_a_schema()
    {
        var free = CustomResource.Fields()
            .Where(field => field.Path != "metadata" && (field.Schema.ContainsKey("x-kubernetes-preserve-unknown-fields") || IsBare(field.Schema)))
            .Select(field => field.Path);

        Assert.Equal([], free);
    }

    [Fact]
    public void The_keys_of_every_map_of_the_spec_have_a_limit()
    {
        var maps = CustomResource.Fields()
            .Where(field => field.Path.StartsWith("spec.", StringComparison.Ordinal) && field.Schema.ContainsKey("additionalProperties"))
            .ToList();

        Assert.NotEmpty(maps);
        Assert.All(maps, map => Assert.Contains(
            map.Schema["x-kubernetes-validations"]?.AsArray() ?? [], rule => (string?)rule!["rule"] == "self.all(key, size(key) <= 317)"));
    }

    [Fact]
    public void Every_quantity_has_a_limit_in_length_and_exponent_and_a_sentence()
    {
        var quantities = CustomResource.Fields().Select(field => field.Schema)
            .SelectMany(schema => new[] { schema, schema["additionalProperties"] as JsonObject })
            .OfType<JsonObject>()
            .Where(schema => schema.ContainsKey("anyOf"))
            .ToList();

        Assert.Equal(6, quantities.Count);
        Assert.All(quantities, quantity =>
        {
            var pattern = (string?)quantity["pattern"] ?? "";
            var rule = quantity["x-kubernetes-validations"]!.AsArray().Single()!;
            Assert.Equal(32, (long?)quantity["maxLength"]);
            Assert.DoesNotMatch(pattern, "1e999");
            Assert.DoesNotMatch(pattern, "99999999999999999999E");
            Assert.DoesNotMatch(pattern, "-1");
            Assert.Matches(pattern, "1.5Gi");
            Assert.Equal($"type(self) == string ? self.matches('{pattern.Replace("\\", @"\\", StringComparison.Ordinal)}') : self >= 0", (string?)rule["rule"]);
        });
    }

    [Fact]
    public void Affinity_has_every_field_that_a_pod_has()
    {
        var fields = CustomResource.Fields().Select(field => field.Path).ToHashSet();

        Assert.Equal([], FieldsOf(typeof(k8s.Models.V1Affinity), "spec.run.affinity").Where(path => !fields.Contains(path)));
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

    private static IEnumerable<string> FieldsOf(Type type, string path) => type.GetProperties().SelectMany(property =>
    {
        var at = $"{path}.{property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name}";
        var element = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[^1] : null;
        var inner = element ?? property.PropertyType;
        var below = property.PropertyType.Name.StartsWith("IList", StringComparison.Ordinal) ? at + "[]" : at;
        return inner.Namespace == type.Namespace ? FieldsOf(inner, below).Prepend(at) : [at];
    });

    private static bool IsBare(JsonObject schema) =>
        (string?)schema["type"] is "object" && !schema.ContainsKey("properties") && !schema.ContainsKey("additionalProperties");

    private static bool HasLimit(JsonObject schema) => (string?)schema["type"] switch
    {
        "string" => schema.ContainsKey("maxLength") || schema.ContainsKey("enum"),
        "array" => schema.ContainsKey("maxItems"),
        "object" when schema.ContainsKey("additionalProperties") => schema.ContainsKey("maxProperties"),
        null => schema.ContainsKey("maxLength"),
        _ => true,
    };
}
