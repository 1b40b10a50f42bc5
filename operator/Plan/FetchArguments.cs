using System.Globalization;
using Operator.Resource;

namespace Operator.Plan;

/// <summary>The command line of the container that brings the artifacts: only what differs from its defaults.</summary>
internal static class FetchArguments
{
    public const string Verb = "fetch-artifacts";

    public const string For = "--for";
    public const string Url = "--url";
    public const string Account = "--account";
    public const string Project = "--project";
    public const string Environment = "--environment";
    public const string Job = "--job";
    public const string CatalogProject = "--catalog-project";
    public const string CatalogEnvironment = "--catalog-environment";
    public const string CatalogJob = "--catalog-job";
    public const string Runs = "--runs";
    public const string TestResults = "--test-results";
    public const string IncludeCiRuns = "--include-ci-runs";
    public const string FillTestMessages = "--fill-test-messages";
    public const string Requested = "--requested";
    public const string MarkFile = "--mark-file";
    public const string MarkDigest = "--mark-digest";
    public const string Folder = "--folder";
    public const string MessageFile = "--message-file";
    public const string Spread = "--fetch-spread";
    public const string ActiveDeadline = "--active-deadline";
    public const string CallTimeout = "--call-timeout";
    public const string ArtifactTimeout = "--artifact-timeout";
    public const string ArtifactSize = "--max-artifact-size";

    private static readonly FetchOrder Defaults = new() { For = "", Url = "", AccountId = "" };

    public static IReadOnlyList<string> Of(FetchOrder order) =>
    [
        Verb,
        For, order.For,
        Url, order.Url,
        Account, order.AccountId,
        .. Place(order),
        .. order.Wish.OnlySuccessful ? [] : (string[])[Runs, RunChoices.LatestFinished],
        .. order.Wish.NewestTestResults ? [] : (string[])[TestResults, RunChoices.SameRun],
        .. Flag(IncludeCiRuns, order.Wish.IncludeCiRuns),
        .. order.FillTestMessages ? [] : (string[])[FillTestMessages, "false"],
        .. Flag(Requested, order.IsRequested),
        .. Text(MarkFile, order.Mark?.File),
        .. Text(MarkDigest, order.Mark?.Digest),
        .. Text(Folder, Unless(OwnNames.ArtifactsPath, order.Folder)),
        .. Text(MessageFile, Unless(FetchOrder.DefaultMessageFile, order.MessageFile)),
        .. Seconds(Spread, order.Spread, Defaults.Spread),
        .. Seconds(ActiveDeadline, order.ActiveDeadline, Defaults.ActiveDeadline),
        .. Limits(order.Limits),
        .. Way(order.Way),
    ];

    private static IEnumerable<string> Place(FetchOrder order) =>
    [
        .. Text(Project, order.Wish.ProjectId),
        .. Text(Environment, order.Wish.EnvironmentId),
        .. Text(Job, order.Wish.JobId),
        .. Text(CatalogProject, order.CatalogFrom?.ProjectId),
        .. Text(CatalogEnvironment, order.CatalogFrom?.EnvironmentId),
        .. Text(CatalogJob, order.CatalogFrom?.JobId),
    ];

    private static IEnumerable<string> Limits(FetchLimits limits) =>
    [
        .. Seconds(CallTimeout, limits.CallTimeout, Defaults.Limits.CallTimeout),
        .. Seconds(ArtifactTimeout, limits.ArtifactTimeout, Defaults.Limits.ArtifactTimeout),
        .. limits.ArtifactMebibytes == Defaults.Limits.ArtifactMebibytes ? [] : Text(ArtifactSize, limits.ArtifactMebibytes.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The operator's own options, under their own names.</summary>
    private static IEnumerable<string> Way(FetchWay way) =>
    [
        .. Flag("--allow-insecure-endpoints", way.AllowInsecureEndpoints),
        .. way.AllowedHosts.SelectMany(host => Text("--allowed-host", host)),
        .. way.AllowedCidrs.SelectMany(network => Text("--allowed-cidr", network)),
        .. Text("--https-proxy", way.HttpsProxy),
        .. Text("--http-proxy", way.HttpProxy),
        .. Text("--no-proxy", way.NoProxy),
        .. Text("--ca-bundle", way.CaBundleFile),
    ];

    private static string[] Text(string name, string? value) => value is null ? [] : [name, value];

    private static string[] Flag(string name, bool isSet) => isSet ? [name] : [];

    private static string[] Seconds(string name, TimeSpan value, TimeSpan initial) =>
        value == initial ? [] : [name, ((int)value.TotalSeconds).ToString(CultureInfo.InvariantCulture)];

    private static string? Unless(string initial, string value) => value == initial ? null : value;
}
