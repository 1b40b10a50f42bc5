using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// Tells whether a live CronJob already is what is desired, so that nothing is written. The hash notices a change of ours (also a
/// field that is desired no longer), the fields notice a change of anybody else.
/// </summary>
internal static class AppliedState
{
    public static bool IsInSync(V1CronJob desired, V1CronJob live) =>
        HashOf(desired) == HashOf(live) && DesiredFields.AreIn(Tree(desired), Tree(live), "");

    private static string? HashOf(V1CronJob cronJob) =>
        cronJob.Metadata.Annotations?.TryGetValue(Names.AppliedAnnotation, out var hash) == true ? hash : null;

    /// <summary>Without apiVersion and kind: the items of a list carry neither.</summary>
    private static JsonObject Tree(V1CronJob cronJob)
    {
        var tree = JsonSerializer.SerializeToNode(cronJob, LeanJson.CronJob)!.AsObject();
        tree.Remove("apiVersion");
        tree.Remove("kind");
        return tree;
    }
}
