using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Operator.Tests.GitOps;

/// <summary>JSON as a Lua table, so that no Lua has to parse JSON.</summary>
internal static class LuaText
{
    public static string Of(IEnumerable<LuaInput> inputs)
    {
        var text = new StringBuilder("return {\n");
        foreach (var input in inputs)
        {
            Write(text.Append("{obj="), input.Object);
            Write(text.Append(",params="), input.Parameters ?? new JsonObject());
            text.Append("},\n");
        }

        return text.Append("}\n").ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                text.Append('{');
                foreach (var (name, value) in map.Where(entry => entry.Value is not null))
                {
                    Quote(text.Append('['), name);
                    Write(text.Append("]="), value);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonArray list:
                text.Append('{');
                foreach (var item in list)
                {
                    Write(text, item);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Quote(text, value.GetValue<string>());
                break;
            default:
                text.Append(node?.ToJsonString() ?? "nil");
                break;
        }
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var one in Encoding.UTF8.GetBytes(value))
        {
            if (char.IsAsciiLetterOrDigit((char)one) || one == ' ')
            {
                text.Append((char)one);
            }
            else
            {
                text.Append('\\').Append(one.ToString("000", CultureInfo.InvariantCulture));
            }
        }

        text.Append('"');
    }
}
