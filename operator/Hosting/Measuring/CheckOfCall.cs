using Operator.Resource;

namespace Operator.Hosting.Measuring;

/// <summary>Which check of the connection test a call serves, by what it asks.</summary>
internal static class CheckOfCall
{
    /// <summary>All that <see cref="Of"/> can answer. AccountAccess costs no call of its own: the call that proves ApiConnectivity proves it, too.</summary>
    public static readonly string[] All = [CheckNames.ApiConnectivity, CheckNames.RecentRunFound, CheckNames.Artifacts, CheckNames.OpenMetadata, CheckNames.BotToken, CheckNames.DatabaseService];

    private static readonly string[] OfRuns = ["/pipelineStatus", "/v1/search/", "/v1/tables/name/", "/v1/lineage/", "/v1/dataQuality/"];

    public static string? Of(Uri url) => url.PathAndQuery switch
    {
        var path when path.EndsWith("/jobs/?limit=1", StringComparison.Ordinal) => CheckNames.ApiConnectivity,
        // Of one run: its files, its steps, the beginning of its manifest.
        var path when path.Contains("/runs/", StringComparison.Ordinal) && !path.Contains("/runs/?", StringComparison.Ordinal) => CheckNames.Artifacts,
        var path when path.Contains("/api/v2/accounts/", StringComparison.Ordinal) => CheckNames.RecentRunFound,
        var path when path.EndsWith("/system/version", StringComparison.Ordinal) => CheckNames.OpenMetadata,
        // How a run ended, and what it brought, is no part of the test.
        var path when OfRuns.Any(part => path.Contains(part, StringComparison.Ordinal)) => null,
        var path when path.Contains("/users/", StringComparison.Ordinal) || path.Contains("/bots/", StringComparison.Ordinal) => CheckNames.BotToken,
        var path when path.Contains("/v1/", StringComparison.Ordinal) => CheckNames.DatabaseService,
        _ => null,
    };
}
