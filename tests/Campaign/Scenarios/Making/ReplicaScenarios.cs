using Campaign.Scenarios.Acts;

namespace Campaign.Scenarios.Making;

/// <summary>Two replicas and a Lease: one is frozen, cut off, killed, or has a clock that is an hour off.</summary>
internal static class ReplicaScenarios
{
    private static readonly TimeSpan[] s_off = [TimeSpan.Zero, TimeSpan.FromHours(1), -TimeSpan.FromHours(1), TimeSpan.FromSeconds(20)];

    public static Scenario Make(int seed, Dice dice)
    {
        List<Step> steps = [];
        for (var rounds = dice.Between(1, 2); rounds > 0; rounds--)
        {
            var trouble = dice.Pick(Enum.GetValues<ReplicaTrouble>());
            var before = dice.Is(50);
            if (before)
            {
                steps.Add(new Step(Inputs.Any(dice, rounds * 10), dice.Seconds(0, 1)));
            }

            steps.Add(new Step(new ReplicaAct(trouble, Leader: dice.Is(80)), dice.Seconds(0, 50)));
            steps.AddRange(Enumerable.Range(1, dice.Between(1, 2)).Select(number => new Step(Inputs.Any(dice, (rounds * 10) + number), dice.Seconds(0, 60))));
            steps.Add(new Step(new CalmAct(), dice.Seconds(0, 60)));
        }

        return new Scenario(seed, Kind.Replicas) { Ingestions = Cast.One, Steps = steps, Replicas = [dice.Pick(s_off), dice.Pick(s_off)] };
    }
}
