using System.Globalization;
using Campaign.Scenarios.Acts;
using Campaign.Worlds;
using Sandbox.DbtCloud;

namespace Campaign.Scenarios.Making;

/// <summary>What people do on any day.</summary>
internal static class Inputs
{
    private static readonly string[] s_edits =
    [
        """{"spec": {"schedule": {"cron": "H 2 * * *"}}}""",
        """{"spec": {"schedule": {"cron": "30 4 * * 1-5", "timeZone": "Europe/Berlin"}}}""",
        """{"spec": {"suspend": true}}""",
        """{"spec": {"suspend": null}}""",
        """{"spec": {"options": {"includeTags": false}}}""",
        """{"spec": {"run": {"resources": {"limits": {"memory": "2Gi"}}}}}""",
        """{"spec": {"run": {"env": [{"name": "A", "value": "b"}]}}}""",
        """{"spec": {"filters": [{"name": "marts", "projectId": 98765, "jobId": 54321}]}}""",
        """{"spec": {"filters": [{"name": "marts", "projectId": 98765, "jobId": 54321}, {"name": "staging", "projectId": 98766}]}}""",
        """{"spec": {"filters": [{"name": "later", "jobId": 54322}]}}""",
        """{"spec": {"artifacts": {"mode": "Direct"}}}""",
        """{"spec": {"openMetadata": {"databaseService": "production-snowflake"}}}""",
        """{"metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": "now"}}}""",
        """{"spec": {"connectionTest": {"interval": "30m"}}}""",
    ];

    public static Act Any(Dice dice, int number) => dice.Upto(10) switch
    {
        < 5 => Edit(dice),
        < 7 => Order(dice, number),
        7 => new RemoveAct(dice.Pick(Cast.Analytics, Cast.Plain)),
        8 => new DeclareAct(dice.Pick(Cast.Two)),
        _ => Secret(dice),
    };

    public static Act Edit(Dice dice) => new EditAct(dice.Is(70) ? Cast.Analytics : Cast.Plain, dice.Pick(s_edits));

    public static Act Order(Dice dice, int number)
    {
        var value = $"order-{number.ToString(CultureInfo.InvariantCulture)}";
        return new OrderRunAct(dice.Is(80) ? Cast.Analytics : Cast.Plain, dice.Is(25) ? $"{value} filter=marts" : value);
    }

    public static Act Secret(Dice dice)
    {
        var bot = dice.Is(50);
        var (name, key, good) = bot ? (Manifests.BotSecret, "jwtToken", Tokens.SecondBot) : (Manifests.DbtSecret, "token", DemoWorld.LeastToken);
        return new SecretAct(name, dice.Upto(7) switch
        {
            0 => null,
            1 => new Dictionary<string, string> { [key] = "" },
            2 => new Dictionary<string, string> { ["other"] = good },
            3 => new Dictionary<string, string> { [key] = Tokens.Wrong },
            4 => new Dictionary<string, string> { [key] = $"{good}\n" },
            5 => new Dictionary<string, string> { [key] = Tokens.Huge },
            _ => new Dictionary<string, string> { [key] = good },
        });
    }
}
