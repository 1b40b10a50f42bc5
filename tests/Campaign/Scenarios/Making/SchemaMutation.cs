using System.Text.Json.Nodes;
using Campaign.Worlds;
using Sandbox.Controllers;

namespace Campaign.Scenarios.Making;

/// <summary>One field of the spec becomes anything that its schema allows, stands at the edge of, or forbids.</summary>
internal static class SchemaMutation
{
    private const int DeepestLevel = 8;

    private static readonly string[] s_texts =
    [
        "", "a", "A", "-", "x-y.z", "a b", " a", "a\n", "a\tb", "'", "\"", "`", "\\", "{}", "[]", "null", "true", "~", "0", "-1", "1e9", "1e999999",
        "99999999999999999999E", "1e1.5", "250m", "1Gi", "0.5", "12345", "9223372036854775808", "$HOME", "${DBT_CLOUD_TOKEN}", "$(OPENMETADATA_JWT_TOKEN)", "$$",
        "%s%n", "{{ .Values }}", "a: b\n- c", "---", "é", "日本語", "😀", "\u202e", "../../etc/passwd", "https://ab123.us1.dbt.com", "http://127.0.0.1", "https://[::1]:8585/api",
        "http://169.254.169.254/", "https://user:pw@host.example.com", "https://openmetadata.example.com", "H H * * *", "*/5 * * * *", "0 0 31 2 *", "0 3 * * *", "@hourly", "@every 5m",
        "Europe/Berlin", "Mars/Phobos", "30m", "1h", "0s", "-5m", "1000000h", "Staged", "Direct", "docker.example.com/image:1.13.6", "image@sha256:0", "^.*$", "(a+)+$", "[",
    ];

    private static readonly long[] s_numbers = [0, 1, -1, 2, 15, 60, 3600, 65535, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];

    /// <summary>A merge patch.</summary>
    public static string Make(Dice dice)
    {
        var version = Servers.Definition.Items("spec", "versions").First();
        return new JsonObject { ["spec"] = Spoil(version.At("schema", "openAPIV3Schema", "properties", "spec")!.AsObject(), dice, 0) }.ToJsonString();
    }

    /// <summary>Walks down to one field.</summary>
    private static JsonNode? Spoil(JsonObject schema, Dice dice, int level)
    {
        if (schema["properties"] is not JsonObject properties || dice.Is(4))
        {
            return dice.Is(10) ? Hostile(dice) : Value(schema, dice, level);
        }

        var (name, next) = dice.Pick(properties.ToList());
        return new JsonObject { [name] = Spoil(next!.AsObject(), dice, level + 1) };
    }

    private static JsonNode? Value(JsonObject schema, Dice dice, int level)
    {
        if (level > DeepestLevel)
        {
            return null;
        }

        if (schema["enum"] is JsonArray values && dice.Is(85))
        {
            return dice.Pick(values.ToList())!.DeepClone();
        }

        return schema.Text("type") switch
        {
            "string" => Text(schema, dice),
            "integer" or "number" => Number(schema, dice),
            "boolean" => dice.Is(50),
            "array" => new JsonArray([.. Enumerable.Range(0, dice.Pick(0, 1, 2, 3, 51)).Select(_ => Value(schema["items"]!.AsObject(), dice, level + 1))]),
            "object" => Map(schema, dice, level),
            _ => schema.Flag("x-kubernetes-int-or-string") ? dice.Is(50) ? Number(schema, dice) : Text(schema, dice) : Hostile(dice),
        };
    }

    private static JsonObject Map(JsonObject schema, Dice dice, int level)
    {
        if (schema["properties"] is JsonObject properties)
        {
            var required = (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToHashSet();
            return new JsonObject(properties.Where(property => required.Contains(property.Key) || dice.Is(40))
                .Select(property => KeyValuePair.Create(property.Key, Value(property.Value!.AsObject(), dice, level + 1))));
        }

        return schema["additionalProperties"] is JsonObject values
            ? new JsonObject { [dice.Pick(s_texts)] = Value(values, dice, level + 1), ["b"] = Value(values, dice, level + 1) }
            : new JsonObject { ["nodeAffinity"] = Nested(dice.Pick(1, 5, 40, 80)) };
    }

    private static JsonNode Text(JsonObject schema, Dice dice)
    {
        var longest = (int)(schema.Number("maxLength") ?? 300);
        return dice.Upto(10) switch
        {
            0 => new string('a', longest),
            1 => new string('a', longest + 1),
            2 when schema["default"] is { } usual => usual.DeepClone(),
            _ => dice.Pick(s_texts),
        };
    }

    private static JsonNode Number(JsonObject schema, Dice dice) => dice.Upto(5) switch
    {
        0 => schema.Number("minimum") ?? 0,
        1 => (schema.Number("minimum") ?? 0) - 1,
        2 => schema.Number("maximum") ?? 100,
        _ => dice.Pick(s_numbers),
    };

    private static JsonNode? Hostile(Dice dice) => dice.Upto(6) switch
    {
        0 => null,
        1 => Nested(dice.Pick(3, 70, 200)),
        2 => new JsonArray(null, new JsonArray(), new JsonObject()),
        3 => dice.Pick(s_numbers),
        4 => new string('y', 20_000),
        _ => dice.Pick(s_texts),
    };

    private static JsonNode Nested(int levels)
    {
        JsonNode inner = "end";
        for (; levels > 0; levels--)
        {
            inner = new JsonObject { ["a"] = inner };
        }

        return inner;
    }
}
