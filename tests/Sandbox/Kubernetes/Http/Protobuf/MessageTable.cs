using System.Collections.Frozen;
using System.Globalization;

namespace Sandbox.Kubernetes.Http.Protobuf;

/// <summary>The numbers of the fields on the wire, for the kinds that typed clients such as kubectl create send as protobuf.</summary>
internal static class MessageTable
{
    private static readonly FrozenDictionary<string, FrozenDictionary<int, MessageField>> s_messages = Load();

    public static FrozenDictionary<int, MessageField>? Find(string message) => s_messages.GetValueOrDefault(message);

    /// <summary>"batch/v1", "Job" is the message batch.v1.Job.</summary>
    public static string NameOf(string apiVersion, string kind)
    {
        var parts = apiVersion.Split('/');
        return parts.Length == 1 ? $"core.{apiVersion}.{kind}" : $"{parts[0].Split('.')[0]}.{parts[1]}.{kind}";
    }

    private static FrozenDictionary<string, FrozenDictionary<int, MessageField>> Load()
    {
        var assembly = typeof(MessageTable).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream("protobuf-messages.tsv")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static line => line.Split('\t'))
            .GroupBy(static row => row[0], StringComparer.Ordinal)
            .ToFrozenDictionary(static message => message.Key, static message => message.ToFrozenDictionary(static row => int.Parse(row[1], CultureInfo.InvariantCulture), Field), StringComparer.Ordinal);
    }

    private static MessageField Field(string[] row) => new(row[2], row[3], row.Length > 4 && row[4] == "keep", row.Length > 4 && row[4] == "inline");
}
