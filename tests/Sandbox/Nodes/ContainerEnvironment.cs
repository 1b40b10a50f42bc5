using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>A container's environment as the kubelet resolves it: references first, then $(NAME) of entries declared earlier.</summary>
internal sealed partial class ContainerEnvironment(JsonObject pod, ObjectReading objects)
{
    public async Task<IReadOnlyDictionary<string, string>> ResolveAsync(JsonObject container, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, string>();
        foreach (var entry in container.Items("env"))
        {
            var value = entry["valueFrom"] is JsonObject source
                ? await ReadAsync(source, cancellationToken)
                : Expand(entry.Text("value") ?? "", resolved);
            if (value is not null)
            {
                resolved[entry.Text("name")!] = value;
            }
        }

        return resolved;
    }

    public static string Expand(string text, IReadOnlyDictionary<string, string> known) => Reference().Replace(text, match =>
        match.Value.StartsWith("$$", StringComparison.Ordinal) ? match.Value[1..]
        : known.TryGetValue(match.Groups["name"].Value, out var value) ? value
        : match.Value);

    private async Task<string?> ReadAsync(JsonObject source, CancellationToken cancellationToken)
    {
        if (source.Text("fieldRef", "fieldPath") is { } path)
        {
            return FieldReference.Read(pod, path);
        }

        var isSecret = source["secretKeyRef"] is not null;
        var reference = source.At(isSecret ? "secretKeyRef" : "configMapKeyRef");
        var (name, key) = (reference.Text("name")!, reference.Text("key")!);
        var entries = isSecret
            ? await objects.SecretAsync(pod.NamespaceOf(), name, cancellationToken)
            : await objects.ConfigMapAsync(pod.NamespaceOf(), name, cancellationToken);
        if (entries is not null && entries.TryGetValue(key, out var bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var kind = isSecret ? "secret" : "configmap";
        return reference.Flag("optional") ? null
            : throw new MissingReferenceException(entries is null ? $"{kind} \"{name}\" not found" : $"couldn't find key {key} in {kind} {pod.NamespaceOf()}/{name}");
    }

    [GeneratedRegex(@"\$\$\((?<name>[A-Za-z_][A-Za-z0-9_.-]*)\)|\$\((?<name>[A-Za-z_][A-Za-z0-9_.-]*)\)")]
    private static partial Regex Reference();
}
