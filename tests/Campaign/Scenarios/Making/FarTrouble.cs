using Campaign.Faults;
using Campaign.Scenarios.Acts;
using Campaign.Wires;

namespace Campaign.Scenarios.Making;

/// <summary>What dbt Cloud and OpenMetadata can answer in place of an answer.</summary>
internal static class FarTrouble
{
    private const string Json = "application/json";

    public static FaultAct Any(Dice dice)
    {
        var target = dice.Pick(Target.DbtCloud, Target.OpenMetadata);
        return new FaultAct(new Fault(target, EffectOf(dice))
        {
            Path = dice.Is(60) ? null : target is Target.DbtCloud ? dice.Pick("/jobs", "/runs", "/accounts/12345/") : dice.Pick("/version", "/services", "/bots", "Pipelines"),
            Times = dice.Pick(1, 2, 5, 40, int.MaxValue),
            After = dice.Pick(0, 0, 0, 1, 3),
        });
    }

    private static Effect EffectOf(Dice dice) => dice.Upto(16) switch
    {
        0 => Status(401),
        1 => Status(403),
        2 => Status(404),
        3 => new Effect.Answer(429, Json, "{}", dice.Pick<int?>(null, 0, 1, 60, 3600, 999_999_999)),
        4 => Status(dice.Pick(500, 502, 503, 504)),
        5 => new Effect.Answer(200, "text/html", "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>"),
        6 => new Effect.Answer(200, Json, dice.Pick("", "{", "[]", "null", "42", "\"text\"", "{\"data\":", "{}", "{\"data\":null}", "{\"data\":[null]}", "{\"data\":{}}")),
        7 => new Effect.Answer(200, Json, $"{{\"data\":{Deep(dice.Pick(65, 500, 20_000))}}}"),
        8 => new Effect.Answer(200, Json, $"{{\"data\":[{string.Join(',', Enumerable.Repeat("{}", dice.Pick(10, 1_000, 50_000)))}]}}"),
        9 => new Effect.Answer(200, Json, $"{{\"data\":\"{new string('x', dice.Pick(100_000, 2_000_000))}\",\"version\":\"{new string('9', 3_000)}\"}}"),
        10 => new Effect.Late(dice.Seconds(5, 40)),
        11 => new Effect.Silent(),
        12 => new Effect.Reset(),
        13 => new Effect.Cut(dice.Upto(200)),
        14 => new Effect.LoseAnswer(),
        _ => new Effect.Answer(dice.Pick(301, 302, 307), Json, "{}"),
    };

    private static Effect.Answer Status(int status) => new(status, Json, "{\"status\":{\"code\":0},\"data\":null}");

    private static string Deep(int levels) => $"{new string('[', levels)}{new string(']', levels)}";
}
