using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Http.Protobuf;

/// <summary>Turns a protobuf body into the JSON that it stands for.</summary>
internal static class ProtobufBody
{
    public const string ContentType = "application/vnd.kubernetes.protobuf";

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>Null where the bytes are no such body or the kind's messages are not known.</summary>
    public static JsonObject? Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
        {
            return null;
        }

        var (apiVersion, kind) = ("", "");
        ReadOnlySpan<byte> raw = default;
        var envelope = new WireReader(body[Magic.Length..]);
        while (envelope.Next(out var field, out _, out var bytes))
        {
            if (field == 1)
            {
                (apiVersion, kind) = TypeMeta(bytes);
            }
            else if (field == 2)
            {
                raw = bytes;
            }
        }

        var message = kind == "DeleteOptions" ? "meta.v1.DeleteOptions" : MessageTable.NameOf(apiVersion, kind);
        if (MessageTable.Find(message) is null)
        {
            return null;
        }

        var result = new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion };
        MessageReader.ReadInto(result, raw, message);
        return result;
    }

    private static (string ApiVersion, string Kind) TypeMeta(ReadOnlySpan<byte> bytes)
    {
        var (apiVersion, kind) = ("", "");
        var reader = new WireReader(bytes);
        while (reader.Next(out var field, out _, out var text))
        {
            if (field == 1)
            {
                apiVersion = Encoding.UTF8.GetString(text);
            }
            else
            {
                kind = Encoding.UTF8.GetString(text);
            }
        }

        return (apiVersion, kind);
    }
}
