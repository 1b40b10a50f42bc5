using Campaign.Faults;
using Campaign.Scenarios.Acts;
using Campaign.Wires;

namespace Campaign.Scenarios.Making;

/// <summary>
/// The operator dies at its n-th call after something happened: before the request has left it, or after it was carried out. Six
/// hundred of these seeds try every such moment of every situation; those behind them die several times.
/// </summary>
internal static class CrashScenarios
{
    private const int Situations = 5;
    private const int Calls = 60;
    private const int All = Situations * 2 * Calls;

    public static Scenario Make(int seed, int number, Dice dice)
    {
        var situation = number % Situations;
        Effect death = number / Situations % 2 == 0 ? new Effect.CrashBefore() : new Effect.CrashAfter();
        List<Step> steps = [new(new FaultAct(Dies(death, number / (Situations * 2) % Calls)), TimeSpan.Zero)];
        if (Happening(situation, dice) is { } act)
        {
            steps.Add(new Step(act, dice.Seconds(0, 300)));
        }

        for (var more = number < All ? 0 : dice.Between(1, 3); more > 0; more--)
        {
            steps.Add(new Step(new FaultAct(Dies(dice.Is(50) ? new Effect.CrashBefore() : new Effect.CrashAfter(), dice.Upto(80))), TimeSpan.Zero));
            steps.Add(new Step(Inputs.Any(dice, more), dice.Seconds(0, 120)));
        }

        return new Scenario(seed, Kind.Crashes) { Ingestions = Cast.Two, Steps = steps, FromTheStart = situation == 0 };
    }

    private static Fault Dies(Effect death, int call) => new(Target.Kubernetes, death) { Anywhere = true, After = call, Times = 1 };

    private static Act? Happening(int situation, Dice dice) => situation switch
    {
        0 => null,
        1 => Inputs.Edit(dice),
        2 => new OrderRunAct(Cast.Analytics, "order-0"),
        3 => Inputs.Secret(dice),
        _ => Inputs.Any(dice, 0),
    };
}
