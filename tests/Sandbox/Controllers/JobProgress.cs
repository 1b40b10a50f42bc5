using System.Text.Json.Nodes;

namespace Sandbox.Controllers;

/// <summary>What the Job controller does next with a Job that is not finished: the pure part.</summary>
internal sealed record JobProgress(JsonObject Status, bool StartPod, IReadOnlyList<JsonObject> Delete)
{
    public static JobProgress Of(JsonObject job, IReadOnlyList<JsonObject> pods, DateTimeOffset now)
    {
        var succeeded = pods.Count(pod => pod.Text("status", "phase") == "Succeeded");
        var verdicts = pods.Where(pod => pod.Text("status", "phase") == "Failed").Select(pod => PodVerdict.Of(job, pod)).ToList();
        var failed = verdicts.Count(verdict => verdict.Counts);
        var active = pods.Where(pod => pod.Text("status", "phase") is not ("Succeeded" or "Failed") && !pod.IsBeingDeleted()).ToList();
        var started = job.Instant("status", "startTime") ?? now;

        var status = new JsonObject { ["startTime"] = started.Rfc3339() };
        if (succeeded > 0)
        {
            return Complete(status, succeeded, failed, now);
        }

        if (verdicts.FirstOrDefault(verdict => verdict.FailsJob is not null)?.FailsJob is { } message)
        {
            return Fail(status, failed, active, "PodFailurePolicy", message, now);
        }

        if (failed > (job.Number("spec", "backoffLimit") ?? 6))
        {
            return Fail(status, failed, active, "BackoffLimitExceeded", "Job has reached the specified backoff limit", now);
        }

        if (Overdue(job, started, now))
        {
            return Fail(status, failed + active.Count, active, "DeadlineExceeded", "Job was active longer than specified deadline", now);
        }

        return Going(status, pods, failed, active);
    }

    private static bool Overdue(JsonObject job, DateTimeOffset started, DateTimeOffset now) =>
        job.Number("spec", "activeDeadlineSeconds") is { } seconds && now >= started.AddSeconds(seconds);

    private static JobProgress Complete(JsonObject status, int succeeded, int failed, DateTimeOffset now)
    {
        const string Message = "Reached expected number of succeeded pods";
        status["completionTime"] = now.Rfc3339();
        status["succeeded"] = succeeded;
        Counts(status, 0, failed);
        status["conditions"] = new JsonArray(
            JobConditions.Make("SuccessCriteriaMet", "CompletionsReached", Message, now),
            JobConditions.Make("Complete", "CompletionsReached", Message, now));
        return new(status, false, []);
    }

    private static JobProgress Fail(JsonObject status, int failed, IReadOnlyList<JsonObject> active, string reason, string message, DateTimeOffset now)
    {
        Counts(status, 0, failed);
        status["conditions"] = new JsonArray(
            JobConditions.Make("FailureTarget", reason, message, now),
            JobConditions.Make("Failed", reason, message, now));
        return new(status, false, active);
    }

    private static JobProgress Going(JsonObject status, IReadOnlyList<JsonObject> pods, int failed, List<JsonObject> active)
    {
        var start = active.Count == 0 && pods.All(pod => !pod.IsBeingDeleted());
        var running = active.Count(pod => pod.Text("status", "phase") == "Running");
        Counts(status, active.Count + (start ? 1 : 0), failed);
        status["ready"] = running;
        return new(status, start, []);
    }

    private static void Counts(JsonObject status, int active, int failed)
    {
        if (active > 0)
        {
            status["active"] = active;
        }

        if (failed > 0)
        {
            status["failed"] = failed;
        }

        status["ready"] = 0;
        status["terminating"] = 0;
        status["uncountedTerminatedPods"] = new JsonObject();
    }
}
