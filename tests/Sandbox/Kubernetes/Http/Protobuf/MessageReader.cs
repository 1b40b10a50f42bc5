using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Http.Protobuf;

/// <summary>Reads one message by the table of its fields.</summary>
internal static class MessageReader
{
    public static void ReadInto(JsonObject target, ReadOnlySpan<byte> bytes, string message)
    {
        var fields = MessageTable.Find(message) ?? throw new FormatException($"message {message} is not known");
        var reader = new WireReader(bytes);
        while (reader.Next(out var number, out var value, out var content))
        {
            // A field of a newer version is left out, as an unknown field is.
            if (fields.TryGetValue(number, out var field))
            {
                Set(target, field, value, content);
            }
        }
    }

    private static void Set(JsonObject target, MessageField field, ulong number, ReadOnlySpan<byte> content)
    {
        if (field.Inline)
        {
            ReadInto(target, content, field.Type);
        }
        else if (field.Type.StartsWith("[]", StringComparison.Ordinal))
        {
            Items(target, field.Name).Add(Value(field.Type[2..], number, content));
        }
        else if (field.Type.StartsWith("map:", StringComparison.Ordinal))
        {
            AddEntry(target, field, content);
        }
        else if (Value(field.Type, number, content) is { } value && (field.KeepZero || !IsZero(field.Type, number, content)))
        {
            target[field.Name] = value;
        }
    }

    private static JsonArray Items(JsonObject target, string name)
    {
        if (target[name] is not JsonArray items)
        {
            target[name] = items = [];
        }

        return items;
    }

    private static void AddEntry(JsonObject target, MessageField field, ReadOnlySpan<byte> entry)
    {
        if (target[field.Name] is not JsonObject map)
        {
            target[field.Name] = map = [];
        }

        var key = "";
        var type = field.Type["map:".Length..];
        var value = Value(type, 0, default);
        var reader = new WireReader(entry);
        while (reader.Next(out var number, out var simple, out var content))
        {
            if (number == 1)
            {
                key = Encoding.UTF8.GetString(content);
            }
            else
            {
                value = Value(type, simple, content);
            }
        }

        map[key] = value;
    }

    private static JsonNode? Value(string type, ulong number, ReadOnlySpan<byte> content) => type switch
    {
        "string" => Encoding.UTF8.GetString(content),
        "bytes" => Convert.ToBase64String(content),
        "bool" => number != 0,
        "int32" or "int64" or "uint32" or "uint64" => (long)number,
        "double" => BitConverter.UInt64BitsToDouble(number),
        _ => SpecialMessages.Read(type, content, out var value) ? value : Message(type, content),
    };

    private static JsonObject Message(string type, ReadOnlySpan<byte> content)
    {
        var result = new JsonObject();
        ReadInto(result, content, type);
        return result;
    }

    private static bool IsZero(string type, ulong number, ReadOnlySpan<byte> content) => type switch
    {
        "string" or "bytes" => content.IsEmpty,
        "bool" or "int32" or "int64" or "uint32" or "uint64" or "double" => number == 0,
        _ => false,
    };
}
