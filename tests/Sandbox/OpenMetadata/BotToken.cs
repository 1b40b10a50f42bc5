using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Sandbox.OpenMetadata;

/// <summary>Tokens as OpenMetadata issues them to bots; an unlimited one has no expiry.</summary>
internal static class BotToken
{
    private static readonly byte[] Key = SHA256.HashData("the sandbox's own key"u8);

    public static string For(string bot, DateTimeOffset? expires)
    {
        var claims = new JsonObject
        {
            ["iss"] = "open-metadata.org",
            ["sub"] = bot,
            ["email"] = $"{bot}@open-metadata.org",
            ["isBot"] = true,
            ["tokenType"] = "BOT",
        };
        if (expires is { } end)
        {
            claims["exp"] = end.ToUnixTimeSeconds();
        }

        var signed = $"{Encode("""{"kid":"sandbox","alg":"HS256","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(signed)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
