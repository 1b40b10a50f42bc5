using k8s.Models;
using Operator.Cluster;
using Operator.DbtCloud;
using Operator.OpenMetadata;
using Operator.Outbound;
using Operator.Plan;
using Operator.Reconcile;
using Operator.Resource;

namespace Operator.Hosting.Verbs;

/// <summary>What one ingestion is rendered to, and what a person has to know about it.</summary>
internal sealed record RenderedIngestion(IngestionManifest Manifest, IngestionPlan? Plan, IReadOnlyList<string> Notes, int ExitCode)
{
    public IReadOnlyList<V1CronJob> CronJobs => [.. (Plan?.Ingestions ?? []).Select(planned => planned.Desired).OfType<V1CronJob>()];
}

/// <summary>
/// Plans an ingestion as the operator does once the connection is verified. What only others know (the server's version, the
/// schedule of a dbt job, what exists already) is asked for where that is possible, and said where it is assumed.
/// </summary>
internal sealed class Rendering(IServiceProvider services, OneLook? cluster, PlanOptions options, string? version, TimeProvider time)
{
    /// <summary>The version of OpenMetadata that this operator is tested with, for want of a better one.</summary>
    private const string AssumedVersion = "1.13.6";

    /// <summary>As config/manager names the operator's own image, which only its Pod knows.</summary>
    private const string AssumedFetchImage = Names.FieldManager;

    public async Task<RenderedIngestion> OfAsync(IngestionManifest manifest, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        if (cluster is not null && await cluster.LookAsync(manifest.Ingestion.Key, cancellationToken) is { } trouble)
        {
            return new RenderedIngestion(manifest, null, [$"the cluster could not be read: {trouble}"], VerbExit.Unknown);
        }

        var ingestion = AsStored(manifest.Ingestion, notes);
        if (SpecReview.Of(ingestion, options, []) is { } refused)
        {
            return new RenderedIngestion(manifest, null, [$"the operator would refuse it, {refused.Reason}: {refused.Message}"], VerbExit.Failed);
        }

        if (ArtifactsModes.IsStaged(ingestion) && options.FetchImage is null && LiveFetchImage(ingestion) is null)
        {
            notes.Add($"only the operator's Pod knows its own image, so {AssumedFetchImage} stands for it in the init container; give --fetch-image");
        }

        var plan = Plan(ingestion, await ObserveAsync(ingestion, cancellationToken));
        if (plan.Ingestions.Any(planned => planned.Withheld?.Reason == Reasons.CronJobsApplied.ImageUnknown))
        {
            notes.Add($"the version of OpenMetadata could not be asked for, so {AssumedVersion} is assumed for the image's tag; give --openmetadata-version");
            plan = Plan(ingestion, (await ObserveAsync(ingestion, cancellationToken, asks: false)) with { OpenMetadata = new OpenMetadataSeen(AssumedVersion, null) });
        }

        var withheld = plan.Ingestions.Where(planned => planned.Withheld is not null).ToList();
        notes.AddRange(withheld.Select(planned => $"{planned.Filter}: nothing is rendered, {planned.Withheld!.Reason}: {planned.Withheld.Message}"));
        return new RenderedIngestion(manifest, plan, notes, withheld.Count > 0 ? VerbExit.Unknown : VerbExit.Done);
    }

    /// <summary>The spec of the file on the object of the cluster: its uid is in the CronJobs.</summary>
    private DbtCloudIngestion AsStored(DbtCloudIngestion ingestion, List<string> notes)
    {
        if (cluster?.Find(ingestion.Key) is { } stored)
        {
            return ingestion with
            {
                Metadata = ingestion.Metadata with { Uid = stored.Metadata.Uid, Generation = stored.Metadata.Generation },
                Status = stored.Status,
            };
        }

        notes.Add($"its uid is known once it exists in a cluster{(cluster is null ? " (--kubeconfig)" : "")}: ownerReferences[0].uid is left out, and the annotation {Names.AppliedAnnotation} will be another");
        return ingestion with { Metadata = ingestion.Metadata with { Uid = null } };
    }

    private string? LiveFetchImage(DbtCloudIngestion ingestion) =>
        cluster?.CronJobsOf(ingestion).Select(FetchContainer.ImageOf).FirstOrDefault(image => image is not null);

    private IngestionPlan Plan(DbtCloudIngestion ingestion, Observation seen) => Planner.Plan(ingestion, seen, options, time.GetUtcNow());

    private async Task<Observation> ObserveAsync(DbtCloudIngestion ingestion, CancellationToken cancellationToken, bool asks = true)
    {
        using var borrowed = new Borrowed();
        var keys = await new KeyGatherer(services.GetRequiredService<ICluster>(), services.GetRequiredService<KeyRing>(), services.GetRequiredService<CaBundles>()).GatherAsync(ingestion, borrowed, cancellationToken);
        var isGiven = new KeySeen(Reasons.SecretsResolved.Resolved, null);
        return new Observation
        {
            DbtToken = isGiven,
            BotToken = isGiven,
            Connection = new ConnectionSeen(Reasons.ConnectionVerified.Verified, time.GetUtcNow(), []),
            OpenMetadata = new OpenMetadataSeen(version ?? (asks ? await VersionAsync(ingestion, keys, cancellationToken) : null), null),
            Filters = await FollowedAsync(ingestion, keys, cancellationToken),
            CronJobs = cluster?.CronJobsOf(ingestion) ?? [],
            Jobs = cluster?.JobsOf(ingestion) ?? [],
            OwnImage = LiveFetchImage(ingestion) ?? AssumedFetchImage,
        };
    }

    private async Task<string?> VersionAsync(DbtCloudIngestion ingestion, ResolvedKeys keys, CancellationToken cancellationToken)
    {
        var isNeeded = ingestion.Spec?.Run?.Image is null && options.IngestionTag is null;
        return isNeeded && OpenMetadataServer.At(ingestion.Spec?.OpenMetadata?.Url ?? "", keys.Trust) is { } server
            && await services.GetRequiredService<IOpenMetadata>().VersionAsync(server, cancellationToken) is OpenMetadataAnswer<OpenMetadataVersion>.Found found
            ? found.Value.Text
            : null;
    }

    /// <summary>The schedules of the dbt jobs that are followed, where there is a token to ask for them.</summary>
    private async Task<IReadOnlyDictionary<string, FilterSeen>> FollowedAsync(DbtCloudIngestion ingestion, ResolvedKeys keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, FilterSeen>();
        var followed = Selection.AllOf(ingestion).Where(selection => selection is { Schedule.FollowJob: true, JobId: not null }).ToList();
        if (followed.Count == 0
            || DbtAccount.At(Addresses.DbtCloud(ingestion.Spec?.Account), ingestion.Spec?.Account?.Id?.Digits ?? "") is not { } account
            || await keys.Dbt.TokenAsync(cancellationToken) is not { } token)
        {
            return found;
        }

        foreach (var selection in followed)
        {
            if (await services.GetRequiredService<IDbtCloud>().JobAsync(account, token, selection.JobId!.Digits, cancellationToken) is DbtCloudAnswer<DbtJob>.Found { Value: var job })
            {
                found[selection.Filter] = new FilterSeen(Reasons.RecentRunFound.RunFound, "", null, job.Cron);
            }
        }

        return found;
    }
}
