using Operator.Outbound;

namespace Operator.DbtCloud;

/// <summary>The questions this operator asks of dbt Cloud. Nothing is ever changed there.</summary>
internal interface IDbtCloud
{
    /// <summary>How long to wait before asking several questions in a row, so that all of them find a turn; zero for now.</summary>
    /// <param name="who">Under this name a place in the line is kept.</param>
    /// <param name="urgent">Goes before those that are not.</param>
    TimeSpan UntilTurn(DbtAccount account, AccessToken token, string who, bool urgent);

    /// <summary>Whether host, token and account belong together, with the least rights a token can have.</summary>
    Task<DbtCloudAnswer<DbtProof>> ProbeAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken);

    /// <summary>The account itself. A token that may read jobs may still be refused here.</summary>
    Task<DbtCloudAnswer<DbtAccountDetails>> AccountAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken);

    Task<DbtCloudAnswer<DbtList<DbtProject>>> ProjectsAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken);

    Task<DbtCloudAnswer<DbtProject>> ProjectAsync(DbtAccount account, AccessToken token, string projectId, CancellationToken cancellationToken);

    /// <summary>The active jobs of the account, or of one project.</summary>
    Task<DbtCloudAnswer<DbtList<DbtJob>>> JobsAsync(DbtAccount account, AccessToken token, string? projectId, CancellationToken cancellationToken);

    Task<DbtCloudAnswer<DbtJob>> JobAsync(DbtAccount account, AccessToken token, string jobId, CancellationToken cancellationToken);

    /// <summary>The newest finished runs that fit, newest first, at most as many as the query asks for.</summary>
    Task<DbtCloudAnswer<IReadOnlyList<DbtRun>>> NewestRunsAsync(DbtAccount account, AccessToken token, DbtRunQuery query, CancellationToken cancellationToken);

    /// <summary>One run with its steps.</summary>
    Task<DbtCloudAnswer<DbtRun>> RunAsync(DbtAccount account, AccessToken token, string runId, CancellationToken cancellationToken);

    /// <summary>The names of the files that a run left, without those in folders; none when it stored nothing.</summary>
    Task<DbtCloudAnswer<IReadOnlyList<string>>> ArtifactsAsync(DbtAccount account, AccessToken token, string runId, CancellationToken cancellationToken);

    /// <summary>What the first 64 KiB of a run's manifest tell; the rest, perhaps a hundred megabytes, is not read.</summary>
    Task<DbtCloudAnswer<DbtManifestHead>> ManifestHeadAsync(DbtAccount account, AccessToken token, string runId, CancellationToken cancellationToken);
}
