using Campaign.Scenarios.Acts;

namespace Campaign.Scenarios.Making;

/// <summary>Requests to run in a storm: their resources, CronJobs and Jobs are deleted and come back while the API server fails and watches are late.</summary>
internal static class RunScenarios
{
    public static Scenario Make(int seed, Kind kind, Dice dice)
    {
        List<Step> steps = [];
        for (var rounds = dice.Between(1, 3); rounds > 0; rounds--)
        {
            var number = rounds * 10;
            steps.AddRange(Enumerable.Range(0, dice.Between(0, 2)).Select(_ => new Step(Trouble(dice), TimeSpan.Zero)));
            steps.Add(new Step(Inputs.Order(dice, number), dice.Seconds(0, 10)));
            steps.AddRange(Enumerable.Range(1, dice.Between(0, 3)).Select(_ => new Step(Loss(dice), dice.Seconds(0, 30))));
            steps.Add(new Step(dice.Is(50) ? new CalmAct() : new WatchAct(WatchTrouble.ToldAtLast), dice.Seconds(0, 240)));
        }

        return new Scenario(seed, kind) { Ingestions = Cast.Some(dice), Steps = steps };
    }

    private static Act Trouble(Dice dice) => dice.Upto(6) switch
    {
        0 => ServerTrouble.FailingStatus(dice),
        1 => ServerTrouble.LostAnswers(dice),
        2 => ServerTrouble.LostAnswers(dice, dice.Pick("/jobs", "/status", "/cronjobs")),
        3 => new WatchAct(dice.Pick(WatchTrouble.Late, WatchTrouble.IngestionsLate)),
        4 => new WatchAct(dice.Pick(WatchTrouble.Cut, WatchTrouble.Expired)),
        _ => ServerTrouble.Any(dice),
    };

    private static Act Loss(Dice dice) => dice.Upto(7) switch
    {
        0 => new ForeignDeleteAct("jobs"),
        1 => new ForeignDeleteAct("cronjobs"),
        2 => new RemoveAct(Cast.Analytics),
        3 => new DeclareAct(dice.Pick(Cast.Two)),
        4 => new ReplicaAct(dice.Pick(ReplicaTrouble.Killed, ReplicaTrouble.Stopped)),
        5 => new ManualJobAct("analytics-marts", $"by-hand-{dice.Upto(1000)}"),
        _ => Inputs.Edit(dice),
    };
}
