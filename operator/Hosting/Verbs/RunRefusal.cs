using Operator.Cluster;
using Operator.Cluster.Api;

namespace Operator.Hosting.Verbs;

/// <summary>Says what a person lacks when the API server refuses a part of <c>run</c>.</summary>
internal static class RunRefusal
{
    public static NotAsked Of(ApiFailure failure, string verb, string @namespace) => (failure.Code, WriteAnswers.From(failure)) switch
    {
        (401, _) => new($"The cluster does not know your credentials. {failure.Message}", VerbExit.Failed),
        (403, WriteAnswer.Forbidden) => new(
            $"You may not {verb} {ApiResource.Ingestions} in the namespace {@namespace}: that takes the verb {verb} on resources [\"{ApiResource.Ingestions.Plural}\"] "
            + $"in apiGroups [\"{ApiResource.Ingestions.Group}\"] there, which Kubernetes' own role {(verb == "patch" ? "edit" : "view")} has where the operator's ClusterRoles are installed. {failure.Message}",
            VerbExit.Failed),
        (_, WriteAnswer.Rejected) => new($"The API server refused the request: {failure.Message}", VerbExit.Failed),
        (404, _) => new($"The DbtCloudIngestion is gone. {failure.Message}", VerbExit.Failed),
        (409, _) => new("The DbtCloudIngestion was written by somebody else at each try; try again.", VerbExit.Unknown),
        _ => new($"The cluster could not be asked: {failure.Message.TrimEnd('.')}. --kubeconfig FILE and --context NAME choose another one.", VerbExit.Unknown),
    };
}
