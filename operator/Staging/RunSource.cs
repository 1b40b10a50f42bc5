using Operator.DbtCloud;
using Operator.Outbound;

namespace Operator.Staging;

/// <summary>One account of dbt Cloud for the time of a fetch, asked patiently, and about each run once.</summary>
internal sealed class RunSource(IOutboundCalls outbound, DbtAccount account, AccessToken token, PatientCalls patient)
{
    private readonly DbtCloudClient _dbtCloud = new(outbound);
    private readonly DbtArtifacts _artifacts = new(outbound);
    private readonly Dictionary<string, DbtRun> _known = [];

    public DbtAccount Account => account;

    public Task<DbtCloudAnswer<IReadOnlyList<DbtRun>>> NewestRunsAsync(DbtRunQuery query, CancellationToken cancellationToken) =>
        patient.AskAsync(isOfStep: false, () => _dbtCloud.NewestRunsAsync(account, token, query, cancellationToken), cancellationToken);

    /// <summary>With its steps; asked again while it has not stored its files.</summary>
    public async Task<DbtCloudAnswer<DbtRun>> RunAsync(string id, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(id, out var known) && known.ArtifactsSaved)
        {
            return new DbtCloudAnswer<DbtRun>.Found(known);
        }

        var answer = await patient.AskAsync(isOfStep: false, () => _dbtCloud.RunAsync(account, token, id, cancellationToken), cancellationToken);
        if (answer is DbtCloudAnswer<DbtRun>.Found { Value: var run })
        {
            _known[id] = run;
        }

        return answer;
    }

    public Task<DbtCloudAnswer<T>> FileAsync<T>(
        string runId, string file, int? step, Func<Stream, CancellationToken, ValueTask<DbtCloudAnswer<T>>> read, CancellationToken cancellationToken)
        where T : class =>
        patient.AskAsync(step is not null, async () => await _artifacts.ReadAsync(account, token, runId, file, step, read, cancellationToken) switch
        {
            DbtCloudAnswer<DbtCloudAnswer<T>>.Found { Value: var inner } => inner,
            DbtCloudAnswer<DbtCloudAnswer<T>>.Failed { Why: var why } => new DbtCloudAnswer<T>.Failed(why),
            _ => new DbtCloudAnswer<T>.Missing(),
        }, cancellationToken);

    /// <summary>A far side that repeats the token, in the place of a name, must not have it told to people.</summary>
    public bool Repeats(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is not null && token.IsRepeatedBy(text))
            {
                return true;
            }
        }

        return false;
    }
}
