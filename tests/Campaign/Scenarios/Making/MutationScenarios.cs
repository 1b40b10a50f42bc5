using Campaign.Scenarios.Acts;
using Campaign.Worlds;

namespace Campaign.Scenarios.Making;

/// <summary>Whatever can be written is written: by the owner, by somebody else, by those far away.</summary>
internal static class MutationScenarios
{
    private static readonly string[] s_patches =
    [
        """{"spec": {"schedule": "1 1 * * *"}}""",
        """{"spec": {"suspend": true}}""",
        """{"spec": {"concurrencyPolicy": "Allow", "startingDeadlineSeconds": null}}""",
        """{"spec": {"jobTemplate": {"spec": {"backoffLimit": 6}}}}""",
        """{"spec": {"jobTemplate": {"spec": {"template": {"metadata": {"annotations": null}}}}}}""",
        """{"spec": {"jobTemplate": {"spec": {"template": {"spec": {"containers": [{"name": "ingestion", "image": "other:1"}]}}}}}}""",
        """{"metadata": {"labels": {"metadata-ingestion.io/ingestion": "another"}}}""",
        """{"metadata": {"labels": {"metadata-ingestion.io/ingestion": null}}}""",
        """{"metadata": {"labels": {"metadata-ingestion.io/filter": "another", "team": "x"}}}""",
        """{"metadata": {"annotations": {"metadata-ingestion.io/applied": null}}}""",
        """{"metadata": {"annotations": {"metadata-ingestion.io/applied": "forged", "note": "mine"}}}""",
        """{"metadata": {"ownerReferences": null}}""",
    ];

    public static Scenario Make(int seed, Dice dice) => new(seed, Kind.Mutations)
    {
        Ingestions = Cast.Some(dice),
        Steps = [.. Enumerable.Range(0, dice.Between(2, 6)).Select(number => new Step(Any(dice, number), dice.Seconds(0, 90)))],
    };

    private static Act Any(Dice dice, int number) => dice.Upto(20) switch
    {
        < 7 => new EditAct(dice.Is(70) ? Cast.Analytics : Cast.Plain, SchemaMutation.Make(dice)),
        < 11 => new ForeignEditAct(Places.CronJob(dice.Pick(Cast.CronJobs)), dice.Pick(s_patches)),
        11 => new ForeignDeleteAct(dice.Pick("cronjobs", "jobs")),
        < 14 => Inputs.Secret(dice),
        < 17 => FarTrouble.Any(dice),
        17 => new NeighbourAct(dice.Upto(9)),
        18 => new ManualJobAct(dice.Pick(Cast.CronJobs), $"by-hand-{number}"),
        _ => Inputs.Any(dice, number),
    };
}
