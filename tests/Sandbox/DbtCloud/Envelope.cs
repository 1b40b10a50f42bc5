using System.Text.Json.Nodes;

namespace Sandbox.DbtCloud;

/// <summary>What every answer of the Administrative API is wrapped in.</summary>
internal static class Envelope
{
    public const string InvalidToken = "Invalid token.";
    public const string Unpaid = "The API is not accessible to unpaid accounts.";
    public const string NotScoped = "Access denied: Token is not scoped to account.";
    public const string Forbidden = "Forbidden: Access denied";
    public const string NotFound = "The requested resource was not found. Please check that you have the proper permissions.";

    public static JsonObject Success(JsonNode? data, JsonObject? extra = null)
    {
        var envelope = new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["code"] = 200,
                ["is_success"] = true,
                ["user_message"] = "Success!",
                ["developer_message"] = "",
            },
            ["data"] = data,
        };
        if (extra is not null)
        {
            envelope["extra"] = extra;
        }

        return envelope;
    }

    public static JsonObject Failure(int status, string? message, JsonNode? data = null) => new()
    {
        ["status"] = new JsonObject
        {
            ["code"] = status,
            ["is_success"] = false,
            ["user_message"] = message ?? UsualMessage(status),
            ["developer_message"] = null,
        },
        ["data"] = data,
    };

    private static string UsualMessage(int status) => status switch
    {
        400 => "The request was invalid.",
        401 => InvalidToken,
        403 => NotScoped,
        404 => NotFound,
        429 => "Too many requests.",
        _ => "Something went wrong.",
    };
}
