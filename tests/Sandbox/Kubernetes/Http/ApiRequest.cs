using Microsoft.Extensions.Primitives;
using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Storage;

namespace Sandbox.Kubernetes.Http;

/// <summary>One call on a resource: the path resolved, the body read, and the warnings that its answer will carry.</summary>
internal sealed class ApiRequest
{
    public required ResourceType Type { get; init; }
    public required RequestPath Path { get; init; }
    public required IQueryCollection Query { get; init; }
    public required Accept Accept { get; init; }
    public required string ContentType { get; init; }
    public required string UserAgent { get; init; }
    public required DateTimeOffset At { get; init; }
    public required byte[] Body { get; init; }

    public List<string> Warnings { get; } = [];

    /// <summary>Fields that stand twice in the body.</summary>
    public List<string> Duplicates { get; } = [];

    public ObjectKey Key => new(Path.Namespace, Path.Name);

    public bool DryRun => Parameter("dryRun") == "All";

    /// <summary>Named by the client, else the first word of its user agent.</summary>
    public string FieldManager =>
        Parameter("fieldManager") is { Length: > 0 } manager ? manager : UserAgent.Split('/', 2)[0] is { Length: > 0 } agent ? agent : "unknown";

    public string Parameter(string name) => Query.TryGetValue(name, out StringValues values) ? values[^1] ?? "" : "";

    public bool Flag(string name) => Parameter(name) is "true" or "1";
}
