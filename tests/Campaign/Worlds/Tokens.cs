using Sandbox.DbtCloud;
using Sandbox.OpenMetadata;

namespace Campaign.Worlds;

/// <summary>Every token of a world. None may be seen anywhere outside its Secret.</summary>
internal static class Tokens
{
    public const string Wrong = "dbtc_wrong_canary_9876543210";

    public static string Bot { get; } = BotToken.For("ingestion-bot", null);

    public static string SecondBot { get; } = BotToken.For("second-bot", null);

    public static string Huge { get; } = new('z', 200_000);

    public static IReadOnlyList<string> Canaries { get; } = [DemoWorld.Token, DemoWorld.LeastToken, Wrong, Signature(Bot), Signature(SecondBot)];

    public static Dictionary<string, string> DbtCloud => new() { ["token"] = DemoWorld.Token };

    public static Dictionary<string, string> OpenMetadata => new() { ["jwtToken"] = Bot };

    /// <summary>The rest of a token is the same in every token, and so in other texts.</summary>
    private static string Signature(string token) => token[(token.LastIndexOf('.') + 1)..];
}
