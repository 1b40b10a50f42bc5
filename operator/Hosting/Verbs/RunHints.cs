using Operator.Plan;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>What a person can look at or do next, as commands.</summary>
internal static class RunHints
{
    public const string Operators = "kubectl get pods -A -l app.kubernetes.io/name=dbt-cloud-ingestion-operator";

    public static string Look(IngestionKey key) => $"Look at it with: kubectl describe dci {key.Name} -n {key.Namespace}";

    public static string Withdraw(IngestionKey key) => $"kubectl annotate dci {key.Name} -n {key.Namespace} {Names.RunAtAnnotation}-";

    public static string LogsOf(IngestionKey key, string job) => $"kubectl logs -f -n {key.Namespace} job/{job}";

    /// <summary>What will happen that somebody might not expect.</summary>
    public static IEnumerable<string> Notes(RunAsked asked)
    {
        var ingestion = asked.Before;
        if (ingestion.Spec?.Suspend == true)
        {
            yield return "spec.suspend is set: it runs all the same, and the schedule stays suspended.";
        }

        foreach (var filter in RunAsking.Waiting(ingestion).Except(asked.Filters).Where(asked.Request.Concerns))
        {
            yield return $"{filter}: an earlier request still waits; this one takes its place.";
        }
    }

    /// <summary>For somebody who does not wait: what the request itself waits for.</summary>
    public static IEnumerable<string> Delays(RunAsked asked) =>
        from filter in asked.Filters
        let status = Recall.StatusOf(asked.Before, filter)
        let delay = status?.CronJob is null ? $"it has no CronJob yet, and starts once there is one. {Obstacles.Of(asked.Before)}".TrimEnd()
            : status.LastRun is { } last && !Runs.IsEnded(last) ? $"it starts once Job {last.Job} has ended."
            : null
        where delay is not null
        select $"{filter}: {delay}";
}
