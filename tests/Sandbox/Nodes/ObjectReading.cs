using System.Text;
using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Sandbox.Nodes;

/// <summary>Reads Secrets and ConfigMaps for a pod, at the moment it starts; null when the object is not there.</summary>
internal sealed class ObjectReading(ApiConnection api)
{
    public async Task<IReadOnlyDictionary<string, byte[]>?> SecretAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        await api.GetAsync($"/api/v1/namespaces/{@namespace}/secrets/{name}", cancellationToken) is { } secret
            ? Entries(secret, Convert.FromBase64String)
            : null;

    public async Task<IReadOnlyDictionary<string, byte[]>?> ConfigMapAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        await api.GetAsync($"/api/v1/namespaces/{@namespace}/configmaps/{name}", cancellationToken) is { } map
            ? Entries(map, Encoding.UTF8.GetBytes)
            : null;

    private static Dictionary<string, byte[]> Entries(JsonObject item, Func<string, byte[]> decode) =>
        (item["data"] as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => decode(entry.Value!.GetValue<string>()));
}

/// <summary>A pod names a Secret, ConfigMap or key that is not there: the kubelet waits for it.</summary>
internal sealed class MissingReferenceException : Exception
{
    public MissingReferenceException()
    {
    }

    public MissingReferenceException(string message)
        : base(message)
    {
    }

    public MissingReferenceException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
