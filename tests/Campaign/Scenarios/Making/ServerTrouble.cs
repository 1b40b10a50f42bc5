using Campaign.Faults;
using Campaign.Scenarios.Acts;
using Campaign.Wires;

namespace Campaign.Scenarios.Making;

/// <summary>What an API server in trouble does.</summary>
internal static class ServerTrouble
{
    private const string Json = "application/json";

    public static FaultAct Any(Dice dice)
    {
        var effect = EffectOf(dice);
        return new FaultAct(Anywhere(dice, effect) with
        {
            // A server answers so where an object is not what the request names, and a deletion names its uid alone.
            Verb = effect is Effect.Answer { Status: 409 } ? "patch" : dice.Is(50) ? null : dice.Pick("get", "watch", "create", "patch", "delete"),
        });
    }

    private static Fault Anywhere(Dice dice, Effect effect) => new(Target.Kubernetes, effect)
    {
        Path = dice.Is(60) ? null : dice.Pick("/cronjobs", "/jobs", "/status", "/secrets", "/events", "/pods", "/dbtcloudingestions"),
        Times = dice.Pick(1, 2, 5, 40, int.MaxValue),
        Percent = dice.Pick(100, 50, 20),
    };

    /// <summary>Writes are carried out, and nobody hears of it.</summary>
    public static FaultAct LostAnswers(Dice dice, string? path = null) =>
        new(new Fault(Target.Kubernetes, new Effect.LoseAnswer()) { Verb = dice.Pick("create", "patch", null), Path = path, Percent = dice.Pick(100, 50) });

    public static FaultAct FailingStatus(Dice dice) =>
        new(new Fault(Target.Kubernetes, dice.Pick<Effect>(Status(500, "InternalError"), Status(503, "ServiceUnavailable"), new Effect.Reset(), Status(409, "Conflict"))) { Verb = "patch", Path = "/status", Times = dice.Pick(1, 3, 10) });

    private static Effect EffectOf(Dice dice) => dice.Upto(14) switch
    {
        0 => Status(429, "TooManyRequests", dice.Pick<int?>(null, 1, 30, 600)),
        1 => Status(500, "InternalError"),
        2 => Status(503, "ServiceUnavailable"),
        3 => Status(504, "Timeout"),
        4 => Status(410, "Expired"),
        5 => Status(409, "Conflict"),
        6 => Status(403, "Forbidden"),
        7 => Status(401, "Unauthorized"),
        8 => new Effect.Answer(dice.Pick(200, 502), "text/html", "<html><body>Bad gateway</body></html>"),
        9 => new Effect.Cut(dice.Upto(600)),
        10 => new Effect.Late(dice.Seconds(1, 50)),
        11 => new Effect.Silent(),
        12 => new Effect.Reset(),
        _ => new Effect.LoseAnswer(),
    };

    private static Effect.Answer Status(int code, string reason, int? retryAfter = null) => new(
        code,
        Json,
        $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"trouble","reason":"{{reason}}","code":{{code}}}""",
        retryAfter);
}
