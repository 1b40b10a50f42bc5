using Operator.Cluster.Api;

namespace Operator.Cluster.Watching;

/// <summary>Says what to do about a list or a watch that the API server refuses.</summary>
internal static class Refusal
{
    public static string Explain(string verb, ApiResource resource, string? @namespace, ApiFailure failure) => failure.Code switch
    {
        401 => $"the API server does not know the operator's credentials; {failure.Message}",
        403 => $"RBAC does not allow to {verb} {resource} {Where(@namespace)}: grant the operator's service account the verbs list and watch on "
            + $"resources [\"{resource.Plural}\"] in apiGroups [\"{resource.Group}\"]; {failure.Message}",
        404 => $"the API server does not serve {resource}; is its CustomResourceDefinition installed? {failure.Message}",
        _ => $"cannot {verb} {resource} {Where(@namespace)}: {failure.Message}",
    };

    private static string Where(string? @namespace) => @namespace is null ? "in all namespaces" : $"in the namespace {@namespace}";
}
