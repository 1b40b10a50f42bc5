using Operator.Cluster.Api;

namespace Operator.Cluster.Leading;

/// <summary>Says what to do about a Lease that the API server does not let us read or write.</summary>
internal static class LeaseTrouble
{
    public static string Explain(string verb, LeaseOptions options, ApiFailure failure) => failure.Code switch
    {
        401 => $"the API server does not know the operator's credentials; {failure.Message}",
        403 => $"RBAC does not allow to {verb} {ApiResource.Leases} in the namespace {options.Namespace}: grant the operator's service account the verbs get, create and "
            + $"update on resources [\"{ApiResource.Leases.Plural}\"] in apiGroups [\"{ApiResource.Leases.Group}\"] there, by a Role and a RoleBinding; {failure.Message}",
        404 => $"the Lease has no place in the namespace {options.Namespace}: create that namespace, or name another with --lease-namespace; {failure.Message}",
        409 => "somebody else wrote it at the same moment",
        _ => $"cannot {verb} it: {failure.Message}",
    };
}
