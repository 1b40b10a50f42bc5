using Operator.Cluster.Api;

namespace Operator.Cluster.Watching;

/// <summary>Says what to do about a list or a watch that the API server refuses.</summary>
internal static class Refusal
{
    public static string Explain(string verb, ApiResource resource, string? @namespace, ApiFailure failure) => failure.Code switch
    {
        401 => $"{InShort(verb, resource, @namespace, failure)}; {failure.Message}",
        403 => $"{InShort(verb, resource, @namespace, failure)}: grant the operator's service account the verbs list and watch on "
            + $"resources [\"{resource.Plural}\"] in apiGroups [\"{resource.Group}\"]{By(@namespace)}{Instead(resource)}; {failure.Message}",
        404 => $"{InShort(verb, resource, @namespace, failure)}; is its CustomResourceDefinition installed? {failure.Message}",
        _ => $"cannot {verb} {resource} {Where(@namespace)}: {failure.Message}",
    };

    /// <summary>The same without the API server's words, where a person has to cure it; null for trouble that passes by itself.</summary>
    public static string? InShort(string verb, ApiResource resource, string? @namespace, ApiFailure failure) => failure.Code switch
    {
        401 => "the API server does not know the operator's credentials",
        403 => $"RBAC does not allow to {verb} {resource} {Where(@namespace)}",
        404 => $"the API server does not serve {resource}",
        _ => null,
    };

    private static string By(string? @namespace) => @namespace is null ? ", by a ClusterRole and a ClusterRoleBinding, or name the namespaces that it serves with --namespace" : " there, by a Role and a RoleBinding";

    private static string Instead(ApiResource resource) => resource == ApiResource.Secrets ? "; or start it with --watch-secrets=false" : "";

    private static string Where(string? @namespace) => @namespace is null ? "in all namespaces" : $"in the namespace {@namespace}";
}
