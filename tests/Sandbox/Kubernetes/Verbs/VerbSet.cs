using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Resources;

namespace Sandbox.Kubernetes.Verbs;

/// <summary>The verbs, made once for the server.</summary>
internal sealed class VerbSet
{
    private readonly PodLog _podLog;
    private readonly Scale _scale;
    private readonly Patch _patch;
    private readonly Apply _apply;

    public VerbSet(Registry registry, CustomResources definitions)
    {
        var modify = new Modify(registry, definitions);
        _podLog = new PodLog(registry);
        _scale = new Scale(registry, modify);
        Create = new Create(registry, definitions);
        List = new List(registry);
        Update = new Update(registry, Create, modify);
        Delete = new Delete(registry);
        DeleteCollection = new DeleteCollection(registry, Delete);
        _patch = new Patch(modify);
        _apply = new Apply(registry, Create, modify);
    }

    public Create Create { get; }

    public List List { get; }

    public Update Update { get; }

    public Delete Delete { get; }

    public DeleteCollection DeleteCollection { get; }

    public WriteOutcome PatchOrApply(ApiRequest request) => request.ContentType switch
    {
        Patch.ApplyType or "application/apply-patch+json" => _apply.Handle(request),
        var type when Patch.Supported(request).Contains(type) => _patch.Handle(request),
        _ => new WriteOutcome.Refused(ApiStatus.UnsupportedMediaType(Patch.Supported(request))),
    };

    /// <summary>Subresources other than status.</summary>
    public Answer Subresource(string method, ApiRequest request) => (method, request.Path.Subresource) switch
    {
        ("GET", "log") => _podLog.Handle(request),
        (_, "scale") => _scale.Handle(method, request),
        ("PUT", "finalize") => ObjectAnswer.For(request, Update.Handle(request)),
        _ => ApiStatus.MethodNotAllowed(),
    };
}
