using Sandbox.Kubernetes.Resources;
using Sandbox.Kubernetes.Verbs;
using Sandbox.Kubernetes.Watch;

namespace Sandbox.Kubernetes.Http;

/// <summary>Finds what answers a request on a resource.</summary>
internal sealed class Dispatcher(Registry registry, WatchInterruptions interruptions, TimeSpan bookmarkInterval)
{
    private readonly VerbSet _verbs = new(registry, new CustomResources(registry));
    private readonly Watching _watching = new(registry, interruptions, bookmarkInterval);

    public ResourceType? TypeOf(RequestPath path) =>
        registry.Catalog.Find(path.Group, path.Version, path.Plural) is { } type
        && (path.Subresource.Length == 0 || type.Subresources.Contains(path.Subresource))
        && (type.Namespaced || path.Namespace.Length == 0)
        && (!type.Namespaced || path.Name.Length == 0 || path.Namespace.Length > 0)
            ? type
            : null;

    public Answer Answer(string method, ApiRequest request) =>
        RequestOptions.Check(method, request) is { } refusal ? refusal : Carried(method, request);

    private Answer Carried(string method, ApiRequest request) => (method, request.Path) switch
    {
        ("POST", { Name: "" }) when request.Type.Virtual => Reviews.Answer(request),
        _ when request.Type.Virtual => ApiStatus.MethodNotAllowed(),
        (_, { Subresource: not "" and not "status" }) => _verbs.Subresource(method, request),
        ("POST", { Name: "" }) when request.Type.Namespaced && request.Path.Namespace.Length == 0 => ApiStatus.MethodNotAllowed(),
        ("POST", { Name: "" }) => ObjectAnswer.For(request, _verbs.Create.Handle(request)),
        ("GET", _) when request.Flag("watch") => _watching.Handle(request),
        ("GET", { Name: "" }) => _verbs.List.Handle(request),
        ("GET", _) => Get(request),
        ("PUT", { Name: not "" }) => ObjectAnswer.For(request, _verbs.Update.Handle(request)),
        ("PATCH", { Name: not "" }) => ObjectAnswer.For(request, _verbs.PatchOrApply(request)),
        ("DELETE", { Name: not "", Subresource: "" }) => _verbs.Delete.Handle(request),
        ("DELETE", { Name: "" }) => _verbs.DeleteCollection.Handle(request),
        _ => ApiStatus.MethodNotAllowed(),
    };

    private Answer Get(ApiRequest request) =>
        registry.Find(request.Type, request.Key) is { } stored ? ObjectAnswer.For(request, stored) : ApiStatus.NotFound(request.Type, request.Path.Name);
}
