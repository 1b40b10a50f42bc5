using Campaign.Scenarios.Acts;

namespace Campaign.Scenarios.Making;

/// <summary>An API server in trouble, while people go on with their work.</summary>
internal static class ServerScenarios
{
    public static Scenario Make(int seed, Dice dice)
    {
        List<Step> steps = [];
        for (var rounds = dice.Between(1, 3); rounds > 0; rounds--)
        {
            steps.AddRange(Enumerable.Range(0, dice.Between(1, 3)).Select(_ => new Step(ServerTrouble.Any(dice), dice.Seconds(0, 2))));
            steps.AddRange(Enumerable.Range(0, dice.Between(1, 3)).Select(number => new Step(Inputs.Any(dice, (rounds * 10) + number), dice.Seconds(0, 120))));
            if (dice.Is(40))
            {
                steps.Add(new Step(new CalmAct(), dice.Seconds(0, 30)));
            }
        }

        return new Scenario(seed, Kind.Server) { Ingestions = Cast.Some(dice), Steps = steps, FromTheStart = dice.Is(30) };
    }
}
