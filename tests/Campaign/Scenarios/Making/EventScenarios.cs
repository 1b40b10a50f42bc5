using Campaign.Scenarios.Acts;
using Campaign.Worlds;

namespace Campaign.Scenarios.Making;

/// <summary>
/// What is known of the cluster is old (watches that say nothing), has gaps (a watch that was cut while something came and went), or
/// belongs to a process that died half-way. A list without a version is always the newest, so none is ever answered from the past.
/// </summary>
internal static class EventScenarios
{
    public static Scenario Make(int seed, Dice dice)
    {
        List<Step> steps = [];
        for (var rounds = dice.Between(1, 3); rounds > 0; rounds--)
        {
            steps.Add(new Step(new WatchAct(dice.Pick(WatchTrouble.Late, WatchTrouble.IngestionsLate, WatchTrouble.Cut, WatchTrouble.Expired)), dice.Seconds(0, 5)));
            steps.AddRange(Enumerable.Range(0, dice.Between(1, 4)).Select(number => new Step(Unseen(dice, (rounds * 10) + number), dice.Seconds(0, 40))));
            steps.Add(new Step(dice.Upto(4) switch
            {
                0 => new ReplicaAct(ReplicaTrouble.Killed),
                1 => new WatchAct(WatchTrouble.Expired),
                _ => new WatchAct(WatchTrouble.ToldAtLast),
            }, dice.Seconds(0, 60)));
        }

        return new Scenario(seed, Kind.Events) { Ingestions = Cast.Some(dice), Steps = steps };
    }

    private static Act Unseen(Dice dice, int number) => dice.Upto(8) switch
    {
        0 => new ForeignDeleteAct("cronjobs"),
        1 => new ForeignDeleteAct("jobs"),
        2 => new ForeignEditAct(Places.CronJob(dice.Pick(Cast.CronJobs)), """{"spec": {"schedule": "1 1 * * *"}}"""),
        3 => new RemoveAct(Cast.Analytics),
        4 => new DeclareAct(dice.Pick(Cast.Two)),
        _ => Inputs.Any(dice, number),
    };
}
