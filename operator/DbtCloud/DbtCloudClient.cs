using Operator.DbtCloud.Wire;
using Operator.Outbound;

namespace Operator.DbtCloud;

/// <summary>Speaks version 2 of dbt Cloud's Administrative API.</summary>
internal sealed class DbtCloudClient(IOutboundCalls outbound) : IDbtCloud
{
    private static DbtCloudWire Wire => DbtCloudWire.Default;

    public TimeSpan UntilTurn(DbtAccount account, AccessToken token, string who, bool urgent) =>
        outbound.UntilTurn(new OutboundCall(account.Api("")) { Token = token, Quota = account.Id }, who, urgent);

    public Task<DbtCloudAnswer<DbtProof>> ProbeAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken) =>
        With(account, token, cancellationToken).ListAsync("jobs/?limit=1", Wire.EnvelopeListJobWire, _ => new DbtProof());

    public Task<DbtCloudAnswer<DbtAccountDetails>> AccountAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken) =>
        With(account, token, cancellationToken).ItselfAsync(Wire.EnvelopeAccountWire, Translation.ToAccount);

    public Task<DbtCloudAnswer<DbtList<DbtProject>>> ProjectsAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken)
    {
        var access = With(account, token, cancellationToken);
        return Paging.AllAsync(
            offset => access.PageAsync(DbtPath.Page("projects/", offset), Wire.EnvelopeListProjectWire, Translation.ToProject),
            project => project.Id);
    }

    public Task<DbtCloudAnswer<DbtProject>> ProjectAsync(
        DbtAccount account, AccessToken token, string projectId, CancellationToken cancellationToken) =>
        With(account, token, cancellationToken).OneAsync(projectId, id => $"projects/{id}/", Wire.EnvelopeProjectWire, Translation.ToProject);

    public Task<DbtCloudAnswer<DbtList<DbtJob>>> JobsAsync(
        DbtAccount account, AccessToken token, string? projectId, CancellationToken cancellationToken)
    {
        var access = With(account, token, cancellationToken);
        return Paging.AllAsync(
            offset => access.PageAsync(DbtPath.Page("jobs/", offset, ("project_id", projectId)), Wire.EnvelopeListJobWire, Translation.ToJob),
            job => job.Id);
    }

    public Task<DbtCloudAnswer<DbtJob>> JobAsync(DbtAccount account, AccessToken token, string jobId, CancellationToken cancellationToken) =>
        With(account, token, cancellationToken).OneAsync(jobId, id => $"jobs/{id}/", Wire.EnvelopeJobWire, Translation.ToJob);

    public Task<DbtCloudAnswer<IReadOnlyList<DbtRun>>> NewestRunsAsync(
        DbtAccount account, AccessToken token, DbtRunQuery query, CancellationToken cancellationToken) =>
        With(account, token, cancellationToken).ListAsync(DbtPath.Runs(query), Wire.EnvelopeListRunWire, envelope => query.Pick(RunsIn(envelope)));

    public Task<DbtCloudAnswer<DbtRun>> RunAsync(DbtAccount account, AccessToken token, string runId, CancellationToken cancellationToken) =>
        With(account, token, cancellationToken).OneAsync(
            runId, DbtPath.Run, Wire.EnvelopeRunWire, Translation.ToRun, Payload.LargeAnswer); // Its steps bring their logs.

    public Task<DbtCloudAnswer<IReadOnlyList<string>>> ArtifactsAsync(
        DbtAccount account, AccessToken token, string runId, CancellationToken cancellationToken) =>
        With(account, token, cancellationToken).AskByIdAsync(
            runId, id => $"runs/{id}/artifacts/", Wire.EnvelopeListArtifactNameWire, NamesIn, Payload.LargeAnswer, JsonLimits.Long);

    public Task<DbtCloudAnswer<DbtManifestHead>> ManifestHeadAsync(
        DbtAccount account, AccessToken token, string runId, CancellationToken cancellationToken) =>
        With(account, token, cancellationToken).FileAsync(runId, "manifest.json", ManifestHeadReading.ReadAsync);

    private DbtCloudAccess With(DbtAccount account, AccessToken token, CancellationToken cancellationToken) =>
        new(outbound, account, token, cancellationToken);

    private static IEnumerable<DbtRun> RunsIn(Envelope<List<RunWire?>> envelope) =>
        (envelope.Data ?? []).OfType<RunWire>().Select(Translation.ToRun).OfType<DbtRun>();

    // dbt Cloud answers null in place of an empty list here.
    private static DbtCloudAnswer<IReadOnlyList<string>> NamesIn(Envelope<List<ArtifactNameWire>> envelope) =>
        new DbtCloudAnswer<IReadOnlyList<string>>.Found([.. (envelope.Data ?? []).Select(artifact => artifact.Name).OfType<string>()]);
}
