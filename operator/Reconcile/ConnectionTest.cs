using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Plan;
using Operator.Resource;
using static Operator.Resource.Reasons;

namespace Operator.Reconcile;

/// <summary>What the test found on dbt Cloud's side.</summary>
/// <param name="Forbidden">Set when the host turned out to live at an address that the operator's policy forbids.</param>
internal sealed record TestResult(ConnectionSeen Connection, IReadOnlyDictionary<string, FilterSeen> Filters, string? Forbidden = null);

/// <summary>What an account is opened with.</summary>
/// <param name="Key">Where the token comes from: a proof with one key or one revision says nothing about another.</param>
/// <param name="Anew">Asked for by a person: no earlier proof will do.</param>
/// <param name="FailedAt">When a run failed, to the second: a proof from before will not do.</param>
internal sealed record Access(DbtAccount Account, AccessToken Token, KeyVersion Key, bool Anew, DateTimeOffset? FailedAt = null)
{
    /// <summary>The revision of the CA bundle that the spec names: a part of what an earlier test rests on.</summary>
    public string? CaBundle { get; init; }
}

/// <summary>
/// Test Connection: reachable, the right account, a recent run and what it left. One call for the account, two for each filter
/// (its job and its runs), three more for a run that was not looked at before, and others only to explain what is missing.
/// Resources of one account that are tested within a minute share the proof of the account.
/// </summary>
internal sealed class ConnectionTest(IDbtCloud dbtCloud, TimeProvider time)
{
    private static readonly Dictionary<string, FilterSeen> Nothing = [];
    private readonly PodSilences _silences = new(time);
    private readonly ShortMemory<(DbtAccount Account, KeyVersion Key), ConnectionSeen> _proofs = new(TimeSpan.FromMinutes(1), time);
    private readonly AnsweredFilters _answered = new(time);

    /// <summary>How long to wait until a test finds a turn for each of its calls; zero for now.</summary>
    public TimeSpan UntilTurn(DbtAccount account, AccessToken token, string who, bool urgent) => dbtCloud.UntilTurn(account, token, who, urgent);

    /// <summary>When dbt Cloud asked a pod for silence that called with this token, the operator keeps it as well: they share its quota.</summary>
    public void KeepSilence(string @namespace, DbtAccount account, AccessToken token, DateTimeOffset since) => _silences.Keep(@namespace, account, token, since);

    /// <summary>Of a first test that waits for its turn: what another resource has just proven of the same account holds for this one, too.</summary>
    public ConnectionSeen Meanwhile(DbtAccount account, KeyVersion key, TimeSpan wait) =>
        _proofs.TryRecall((account, key), out var proof)
            ? Dated(proof, DbtCloudVerdicts.InterruptionOf(new DbtCloudFailure.BusyUntil(time.GetUtcNow() + wait, OwnBudget: true), account)!)
            : ConnectionSeen.NotTested with { RetryAfter = wait };

    /// <summary>Of a resource that is gone.</summary>
    public void Forget(IngestionKey key) => _answered.Forget(key);

    /// <summary>Ends at the deadline with what it has by then; the next test goes on with the filters that it did not come to.</summary>
    /// <param name="images">By filter: the image that will read the artifacts.</param>
    public async Task<TestResult> RunAsync(
        DbtCloudIngestion ingestion, Access access, IReadOnlyDictionary<string, string?> images, Deadline deadline, CancellationToken cancellationToken)
    {
        var (account, token, key, anew, failedAt) = access;
        if (_silences.Of(ingestion.Key.Namespace, account, token) is { } until)
        {
            return Failed(new DbtCloudFailure.BusyUntil(until), account);
        }

        if (anew || !_proofs.TryRecall((account, key), out var proof) || MayBeFromBefore(failedAt, proof))
        {
            if (await deadline.AskAsync(stop => dbtCloud.ProbeAsync(account, token, stop), LateProof, cancellationToken) is DbtCloudAnswer<DbtProof>.Failed { Why: var why })
            {
                return Failed(why, account);
            }

            proof = new(ConnectionVerified.Verified, time.GetUtcNow(), [Tick(CheckNames.ApiConnectivity), Tick(CheckNames.AccountAccess)]);
            _proofs.Remember((account, key), proof);
        }

        var filters = await FiltersAsync(ingestion, access, images, deadline, cancellationToken);
        _answered.Keep(ingestion, key, filters, images);
        return new(filters.Values.Select(seen => seen.Interrupted).FirstOrDefault(one => one is not null) is { } trouble ? Dated(proof, trouble) : proof, filters);
    }

    private async Task<IReadOnlyDictionary<string, FilterSeen>> FiltersAsync(
        DbtCloudIngestion ingestion, Access access, IReadOnlyDictionary<string, string?> images, Deadline deadline, CancellationToken cancellationToken)
    {
        var (account, token, key, anew, failedAt) = access;
        var recentRuns = new RecentRuns(dbtCloud, time);
        var filters = new Dictionary<string, FilterSeen>();
        foreach (var filter in Filters(ingestion))
        {
            var image = images.GetValueOrDefault(filter.Name!);
            var question = new FilterQuestion(account, token, filter, image, anew ? null : Kept(ingestion, access.CaBundle, filter.Name!, image))
            {
                Wish = ArtifactsModes.IsStaged(ingestion) ? FetchOrders.WishOf(ingestion.Spec?.Artifacts ?? new ArtifactsSpec(), filter.ProjectId, filter.EnvironmentId, filter.JobId) : null,
            };
            filters[filter.Name!] = (anew || failedAt is not null ? null : _answered.Find(ingestion, key, filter.Name!, image))
                ?? await deadline.AskAsync(stop => recentRuns.LookAsync(question, stop), LateFilter, cancellationToken);
        }

        return filters;
    }

    private static DbtCloudAnswer<DbtProof> LateProof() => new DbtCloudAnswer<DbtProof>.Failed(new DbtCloudFailure.Unreachable(UnreachableKind.TimedOut));

    private static FilterSeen LateFilter()
    {
        const string Why = "dbt Cloud answers so slowly that not all filters could be asked about in one go; the operator goes on with the others by itself";
        return new(RecentRunFound.JobNotRead, Why, null) { Interrupted = new(ConnectionVerified.Unreachable, Why, null) };
    }

    /// <summary>The account is proven, but not every question about its filters was answered: so it is tested again soon.</summary>
    private ConnectionSeen Dated(ConnectionSeen proof, Interruption trouble) => proof with
    {
        Checks = [new(CheckNames.ApiConnectivity, CheckResults.Warning, trouble.Reason, trouble.Message), Tick(CheckNames.AccountAccess)],
        RetryAfter = trouble.Until is { } until && until > time.GetUtcNow() ? until - time.GetUtcNow() : Timing.Soon,
    };

    /// <summary>Kubernetes leaves out what is less than a second: a proof from the very second of a failure may be the older of the two.</summary>
    private static bool MayBeFromBefore(DateTimeOffset? failedAt, ConnectionSeen proof) => proof.TestedAt < failedAt?.AddSeconds(1);

    /// <summary>
    /// What the status says of a filter's run, judged for this image and this spec: what a run has left is good for one artifacts.mode and
    /// may not be for the other, and a catalog that is missing may come from another job.
    /// </summary>
    private static FilterSeen? Kept(DbtCloudIngestion ingestion, string? caBundle, string filter, string? image) =>
        Recall.StatusOf(ingestion, filter) is { } status && status.Image == image && ingestion.Status?.Connection?.TestedSpec == TestedSpec.DigestOf(ingestion, caBundle)
            ? Recall.Filter(status)
            : null;

    private TestResult Failed(DbtCloudFailure why, DbtAccount account)
    {
        var (reason, message) = DbtCloudVerdicts.Of(why, account);
        if (why is DbtCloudFailure.NotAllowed)
        {
            return new(ConnectionSeen.NotTested, Nothing, message);
        }

        var reached = why is DbtCloudFailure.Refused;
        var outside = DbtCloudVerdicts.IsOutsideTrouble(why);
        var broken = new CheckSeen(reached ? CheckNames.AccountAccess : CheckNames.ApiConnectivity, outside ? CheckResults.Unknown : CheckResults.Failed, reason, message);
        IReadOnlyList<CheckSeen> checks = reached
            ? [Tick(CheckNames.ApiConnectivity), broken]
            : [broken, new CheckSeen(CheckNames.AccountAccess, CheckResults.Skipped)];
        return new(new ConnectionSeen(reason, outside ? null : time.GetUtcNow(), checks, DbtCloudVerdicts.RetryAfter(why, time.GetUtcNow())), Nothing);
    }

    private static IReadOnlyList<FilterSpec> Filters(DbtCloudIngestion ingestion) =>
        ingestion.Spec?.Filters is { Count: > 0 } filters ? filters : [new FilterSpec { Name = Names.WholeAccount }];

    private static CheckSeen Tick(string name) => new(name, CheckResults.Passed);
}
