using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Http.Protobuf;

/// <summary>Messages whose JSON is no object of their fields: times, quantities, numbers-or-text, raw JSON.</summary>
internal static class SpecialMessages
{
    public static bool Read(string type, ReadOnlySpan<byte> content, out JsonNode? value)
    {
        var numbers = new ulong[4];
        var texts = new string[4];
        if (type is not ("meta.v1.Time" or "meta.v1.MicroTime" or "resource.Quantity" or "intstr.IntOrString" or "meta.v1.FieldsV1" or "runtime.RawExtension"))
        {
            value = null;
            return false;
        }

        var reader = new WireReader(content);
        while (reader.Next(out var field, out var number, out var bytes))
        {
            if (field < numbers.Length)
            {
                (numbers[field], texts[field]) = (number, Encoding.UTF8.GetString(bytes));
            }
        }

        value = type switch
        {
            "meta.v1.Time" => Time(content.IsEmpty, numbers, "yyyy-MM-ddTHH:mm:ssZ"),
            "meta.v1.MicroTime" => Time(content.IsEmpty, numbers, "yyyy-MM-ddTHH:mm:ss.ffffffZ"),
            "resource.Quantity" => texts[1] ?? "0",
            "intstr.IntOrString" => numbers[1] == 0 ? (int)numbers[2] : texts[3] ?? "",
            _ => JsonNode.Parse(texts[1] ?? "null"),
        };
        return true;
    }

    private static JsonNode? Time(bool absent, ulong[] numbers, string format) => absent
        ? null
        : DateTimeOffset.FromUnixTimeSeconds((long)numbers[1]).AddTicks((long)numbers[2] / 100).UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
