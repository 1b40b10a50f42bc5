using System.Text.Json.Nodes;

namespace Sandbox.DbtCloud;

/// <summary>What the API lets a token do, and with which status and body it says no.</summary>
internal static class Access
{
    /// <summary>Null when the token may go on.</summary>
    public static (int Status, JsonObject Body)? Refuse(DbtCloudWorld world, string? value, long? accountId)
    {
        var token = world.Tokens.FirstOrDefault(candidate => candidate.Value == value);
        return token switch
        {
            null or { Refusal: DbtRefusal.WrongHost } => (401, Envelope.Failure(401, Envelope.InvalidToken)),
            { Refusal: DbtRefusal.UnpaidPlan } => (401, Envelope.Failure(401, Envelope.Unpaid)),
            { Refusal: DbtRefusal.IpNotAllowlisted } => (403, Envelope.Failure(403, Envelope.Forbidden, Blocked(token))),
            _ when accountId is { } id && id != token.AccountId => (403, Envelope.Failure(403, Envelope.NotScoped)),
            _ => null,
        };
    }

    public static bool MayReadAccount(DbtCloudWorld world, string? value) =>
        world.Tokens.Any(token => token.Value == value && token.Permission == DbtPermission.AccountViewer);

    public static bool MayReadJobs(DbtCloudWorld world, string? value) =>
        world.Tokens.Any(token => token.Value == value && token.Permission != DbtPermission.MetadataOnly);

    /// <summary>The one refusal whose data is an object instead of null.</summary>
    private static JsonObject Blocked(DbtToken token) => new()
    {
        ["account_id"] = token.AccountId,
        ["user_id"] = null,
        ["is_service_token"] = true,
        ["account_access_denied"] = true,
    };
}
