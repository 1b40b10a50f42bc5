using Operator.Resource;

namespace Operator.Plan;

/// <summary>
/// The rules of the schema once more, for objects that were stored before a rule existed or past the schema: such an object is
/// reported as stalled and harms nobody else.
/// </summary>
internal static class RequiredFields
{
    // The CronJob controller appends eleven characters to make a Job's name of at most 63.
    private const int LongestCronJobName = 52;

    public static Finding? Missing(DbtCloudIngestion ingestion)
    {
        var text = Complaints(ingestion.Spec).Concat(SelectionComplaints(ingestion)).FirstOrDefault();
        return text is null ? null : new Finding(Reasons.Stalled.InvalidSpec, text);
    }

    private static IEnumerable<string> Complaints(IngestionSpec? spec)
    {
        if (spec is null)
        {
            return ["spec is missing: apply the object again with spec.account, spec.schedule and spec.openMetadata."];
        }

        return
        [
            .. Absent("spec.account.id", spec.Account?.Id?.Digits),
            .. Absent("spec.account.tokenSecretRef.name", spec.Account?.TokenSecretRef?.Name),
            .. Absent("spec.openMetadata.url", spec.OpenMetadata?.Url),
            .. Absent("spec.openMetadata.tokenSecretRef.name", spec.OpenMetadata?.TokenSecretRef?.Name),
            .. Absent("spec.openMetadata.databaseService", spec.OpenMetadata?.DatabaseService),
            .. AccountAddress(spec.Account),
            .. NoUrl("spec.openMetadata.url", spec.OpenMetadata?.Url),
            .. CaBundle(spec.OpenMetadata?.CaBundleRef),
            .. Interval(spec.ConnectionTest?.Interval),
            .. Artifacts(spec.Artifacts),
        ];
    }

    private static IEnumerable<string> AccountAddress(AccountSpec? account)
    {
        if (account?.Url is null == (Regions.UrlOf(account?.Region) is null))
        {
            return ["spec.account needs exactly one of url and region (NorthAmerica, EMEA or APAC): url is the address under which dbt Cloud opens in the browser."];
        }

        return NoUrl("spec.account.url", account?.Url);
    }

    private static IEnumerable<string> CaBundle(CaBundleReference? reference)
    {
        if (reference is null)
        {
            return [];
        }

        return reference.Kind is CaBundleReference.ConfigMap or CaBundleReference.Secret
            ? Absent("spec.openMetadata.caBundleRef.name", reference.Name)
            : ["spec.openMetadata.caBundleRef.kind is missing: write ConfigMap or Secret."];
    }

    private static IEnumerable<string> Interval(string? interval) =>
        interval is null || Timing.Duration(interval) is not null ? [] : [$"spec.connectionTest.interval \"{interval}\" is no duration: write one such as 30m or 1h."];

    private static IEnumerable<string> Artifacts(ArtifactsSpec? artifacts) => artifacts switch
    {
        { Mode: not (null or ArtifactsModes.Staged or ArtifactsModes.Direct) } => [$"spec.artifacts.mode \"{artifacts.Mode}\" is unknown: write {ArtifactsModes.Staged} or {ArtifactsModes.Direct}."],
        { Mode: ArtifactsModes.Direct } when artifacts != new ArtifactsSpec { Mode = ArtifactsModes.Direct } => ["spec.artifacts.mode Direct stands alone: the ingestion chooses the run itself. Remove the other fields of spec.artifacts, or set the mode to Staged."],
        _ => [],
    };

    private static IEnumerable<string> SelectionComplaints(DbtCloudIngestion ingestion)
    {
        var filters = ingestion.Spec?.Filters ?? [];
        var twice = filters.GroupBy(filter => filter.Name).FirstOrDefault(group => group.Count() > 1);
        var repeated = twice is null ? Array.Empty<string>() : [$"spec.filters has the name \"{twice.Key}\" twice: every filter needs a name of its own."];
        return repeated
            .Concat(filters.SelectMany(filter => FilterComplaints(filter, ArtifactsModes.IsStaged(ingestion))))
            .Concat(Selection.AllOf(ingestion).SelectMany(selection => NameComplaints(selection).Concat(ScheduleComplaints(ingestion, selection))));
    }

    private static IEnumerable<string> FilterComplaints(FilterSpec filter, bool isStaged) =>
    [
        .. Absent("spec.filters[].name", filter.Name),
        .. filter is { ProjectId: null, JobId: null, EnvironmentId: null } ? [$"spec.filters[{filter.Name}] needs a projectId, an environmentId or a jobId."] : Array.Empty<string>(),
        .. !isStaged && filter is not { EnvironmentId: null, CatalogFrom: null } ? [$"spec.filters[{filter.Name}] may not hold environmentId or catalogFrom in artifacts.mode Direct: the ingestion knows neither. Remove them, or set the mode to Staged."] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> NameComplaints(Selection selection) =>
        selection.CronJobName.Length > LongestCronJobName
            ? [$"The CronJob's name \"{selection.CronJobName}\" would be longer than {LongestCronJobName} characters: shorten metadata.name or the filter's name."]
            : [];

    private static IEnumerable<string> ScheduleComplaints(DbtCloudIngestion ingestion, Selection selection)
    {
        var field = ScheduleChoice.FieldOf(ingestion, selection).Replace(".cron", "", StringComparison.Ordinal);
        return selection.Schedule switch
        {
            null => ["spec.schedule is missing: write it, or give every filter a schedule of its own."],
            { Cron: null, FollowJob: not true } or { Cron: not null, FollowJob: true } => [$"{field} needs exactly one of cron and followJob: true."],
            { FollowJob: true } when selection.JobId is null => [$"{field}.followJob needs the filter's jobId."],
            { FollowJob: true, TimeZone: not null } => [$"{field}.timeZone cannot stand beside followJob: dbt Cloud's schedules are UTC."],
            _ => [],
        };
    }

    private static IEnumerable<string> Absent(string field, string? value) =>
        string.IsNullOrEmpty(value) ? [$"{field} is missing: apply the object again with it."] : [];

    private static IEnumerable<string> NoUrl(string field, string? value) =>
        value is null || (Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
            ? []
            : [$"{field} \"{value}\" is no http or https address."];
}
