using System.Text.Json.Nodes;
using Sandbox.Controllers;

namespace Campaign.Worlds;

/// <summary>Plays the Job controller and the node in short: each Job succeeds some minutes after it was made.</summary>
internal sealed class JobPlayer(World world)
{
    private static readonly TimeSpan s_lasts = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private int _seen;
    private DateTimeOffset _until;

    /// <summary>When it has something to do; null while there is no Job that could run.</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <summary>Somebody made a Job by hand.</summary>
    public void Wake() => _until = world.Now + (3 * s_lasts);

    public void Step()
    {
        var all = world.Log.All;
        if (all.Skip(_seen).Any(written => written.Call.Method == "POST" && written.Call.Path.EndsWith("/jobs", StringComparison.Ordinal)))
        {
            Wake();
        }

        _seen = all.Count;
        if (world.Now >= _until)
        {
            Next = null;
            return;
        }

        if (Next is null || world.Now >= Next)
        {
            Next = world.Now + s_pause;
            Finish();
        }
    }

    private void Finish()
    {
        foreach (var job in world.List("/apis/batch/v1/jobs").Where(job => !JobConditions.IsFinished(job)))
        {
            var started = job.Instant("metadata", "creationTimestamp") ?? world.Now;
            var status = new JsonObject { ["startTime"] = started.Rfc3339() };
            if (world.Now >= started + s_lasts)
            {
                status["completionTime"] = world.Now.Rfc3339();
                status["succeeded"] = 1;
                status["conditions"] = new JsonArray(
                    JobConditions.Make("SuccessCriteriaMet", "CompletionsReached", "", world.Now), JobConditions.Make("Complete", "CompletionsReached", "", world.Now));
            }

            world.Patch($"{Places.Job(job.NameOf(), job.NamespaceOf())}/status", new JsonObject { ["status"] = status });
        }
    }
}
