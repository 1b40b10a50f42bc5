using System.Text.Json.Serialization.Metadata;
using Operator.DbtCloud.Wire;
using Operator.Outbound;

namespace Operator.DbtCloud;

/// <summary>Speaks version 2 of dbt Cloud's Administrative API.</summary>
internal sealed class DbtCloudClient(IOutboundCalls outbound) : IDbtCloud
{
    public Task<DbtCloudAnswer<DbtProof>> ProbeAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken) =>
        ListAsync(account, token, "jobs/?limit=1", DbtCloudWire.Default.EnvelopeListJobWire, _ => new DbtProof(), cancellationToken);

    public async Task<DbtCloudAnswer<DbtAccountDetails>> AccountAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken) =>
        OfTheAccount(await OneAsync(account, token, "", DbtCloudWire.Default.EnvelopeAccountWire, Translation.ToAccount, cancellationToken));

    public Task<DbtCloudAnswer<DbtList<DbtProject>>> ProjectsAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken) =>
        Paging.AllAsync(
            offset => PageAsync(
                account, token, DbtPath.Page("projects/", offset), DbtCloudWire.Default.EnvelopeListProjectWire, Translation.ToProject, cancellationToken),
            project => project.Id);

    public Task<DbtCloudAnswer<DbtProject>> ProjectAsync(DbtAccount account, AccessToken token, string projectId, CancellationToken cancellationToken) =>
        OneAsync(account, token, projectId, id => $"projects/{id}/", DbtCloudWire.Default.EnvelopeProjectWire, Translation.ToProject, cancellationToken);

    public Task<DbtCloudAnswer<DbtList<DbtJob>>> JobsAsync(
        DbtAccount account, AccessToken token, string? projectId, CancellationToken cancellationToken) =>
        Paging.AllAsync(
            offset => PageAsync(
                account, token, DbtPath.Page("jobs/", offset, ("project_id", projectId)), DbtCloudWire.Default.EnvelopeListJobWire, Translation.ToJob, cancellationToken),
            job => job.Id);

    public Task<DbtCloudAnswer<DbtJob>> JobAsync(DbtAccount account, AccessToken token, string jobId, CancellationToken cancellationToken) =>
        OneAsync(account, token, jobId, id => $"jobs/{id}/", DbtCloudWire.Default.EnvelopeJobWire, Translation.ToJob, cancellationToken);

    public Task<DbtCloudAnswer<IReadOnlyList<DbtRun>>> NewestRunsAsync(
        DbtAccount account, AccessToken token, DbtRunQuery query, CancellationToken cancellationToken) =>
        ListAsync(account, token, DbtPath.Runs(query), DbtCloudWire.Default.EnvelopeListRunWire, envelope => query.Pick(RunsIn(envelope)), cancellationToken);

    public Task<DbtCloudAnswer<DbtRun>> RunAsync(DbtAccount account, AccessToken token, string runId, CancellationToken cancellationToken) =>
        OneAsync(account, token, runId, DbtPath.Run, DbtCloudWire.Default.EnvelopeRunWire, Translation.ToRun, cancellationToken);

    // dbt Cloud answers null in place of an empty list here.
    public Task<DbtCloudAnswer<IReadOnlyList<string>>> ArtifactsAsync(
        DbtAccount account, AccessToken token, string runId, CancellationToken cancellationToken) =>
        !DbtPath.IsId(runId)
            ? Task.FromResult<DbtCloudAnswer<IReadOnlyList<string>>>(new DbtCloudAnswer<IReadOnlyList<string>>.Missing())
            : AskAsync<List<string?>, IReadOnlyList<string>>(
                account, token, $"runs/{runId}/artifacts/", DbtCloudWire.Default.EnvelopeListString,
                envelope => Found<IReadOnlyList<string>>([.. (envelope.Data ?? []).OfType<string>()]), cancellationToken);

    private Task<DbtCloudAnswer<T>> OneAsync<TWire, T>(
        DbtAccount account, AccessToken token, string id, Func<string, string> pathOf, JsonTypeInfo<Envelope<TWire>> type, Func<TWire, T?> translate, CancellationToken cancellationToken)
        where TWire : class
        where T : class =>
        DbtPath.IsId(id)
            ? OneAsync(account, token, pathOf(id), type, translate, cancellationToken)
            : Task.FromResult<DbtCloudAnswer<T>>(new DbtCloudAnswer<T>.Missing());

    private Task<DbtCloudAnswer<T>> OneAsync<TWire, T>(
        DbtAccount account, AccessToken token, string path, JsonTypeInfo<Envelope<TWire>> type, Func<TWire, T?> translate, CancellationToken cancellationToken)
        where TWire : class
        where T : class =>
        AskAsync(
            account, token, path, type,
            envelope => envelope.Data is { } data && translate(data) is { } value ? Found(value) : DbtCloudReply.Unexpected<T>(UnexpectedAnswer.NoEnvelope),
            cancellationToken);

    private Task<DbtCloudAnswer<DbtPage<T>>> PageAsync<TWire, T>(
        DbtAccount account, AccessToken token, string path, JsonTypeInfo<Envelope<List<TWire?>>> type, Func<TWire, T?> translate, CancellationToken cancellationToken)
        where TWire : class
        where T : class =>
        ListAsync(
            account, token, path, type,
            envelope => new DbtPage<T>([.. (envelope.Data ?? []).OfType<TWire>().Select(translate).OfType<T>()], envelope.Data?.Count ?? 0, envelope.Extra?.Pagination?.TotalCount),
            cancellationToken);

    private async Task<DbtCloudAnswer<T>> ListAsync<TWire, T>(
        DbtAccount account, AccessToken token, string path, JsonTypeInfo<Envelope<List<TWire?>>> type, Func<Envelope<List<TWire?>>, T> translate, CancellationToken cancellationToken)
        where TWire : class
        where T : class =>
        OfTheAccount(await AskAsync(account, token, path, type, envelope => Found(translate(envelope)), cancellationToken));

    private async Task<DbtCloudAnswer<T>> AskAsync<TWire, T>(
        DbtAccount account, AccessToken token, string path, JsonTypeInfo<Envelope<TWire>> type, Func<Envelope<TWire>, DbtCloudAnswer<T>> translate, CancellationToken cancellationToken)
        where T : class
    {
        var call = new OutboundCall(account.Api(path)) { Token = token, Quota = account.Id };
        return await outbound.AskAsync(call, (response, aborted) => DbtCloudReply.ReadAsync(response, type, translate, aborted), cancellationToken) switch
        {
            OutboundAnswer<DbtCloudAnswer<T>>.Received { Value: var answer } => answer,
            OutboundAnswer<DbtCloudAnswer<T>>.Failed { Why: var why } => new DbtCloudAnswer<T>.Failed(DbtCloudFailure.From(why)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static List<DbtRun> RunsIn(Envelope<List<RunWire?>> envelope) =>
        [.. (envelope.Data ?? []).OfType<RunWire>().Select(Translation.ToRun).OfType<DbtRun>()];

    private static DbtCloudAnswer<T> Found<T>(T value) => new DbtCloudAnswer<T>.Found(value);

    // A list of the account exists whenever the account does, as far as the token may see.
    private static DbtCloudAnswer<T> OfTheAccount<T>(DbtCloudAnswer<T> answer) =>
        answer is DbtCloudAnswer<T>.Missing ? new DbtCloudAnswer<T>.Failed(new DbtCloudFailure.Refused(RefusalReason.WrongAccount)) : answer;
}
