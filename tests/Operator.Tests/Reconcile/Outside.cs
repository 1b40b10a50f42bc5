using Operator.DbtCloud;
using Operator.OpenMetadata;
using Operator.Outbound;

namespace Operator.Tests.Reconcile;

/// <summary>A dbt Cloud account that has no run yet.</summary>
internal sealed class FakeDbtCloud : IDbtCloud
{
    /// <summary>Why host, token and account do not belong together; null when they do.</summary>
    public DbtCloudFailure? Refusal { get; set; }

    /// <summary>How often it was asked for the proof.</summary>
    public int Proofs { get; private set; }

    public Task<DbtCloudAnswer<DbtProof>> ProbeAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken)
    {
        Proofs++;
        return Task.FromResult<DbtCloudAnswer<DbtProof>>(Refusal is { } why ? new DbtCloudAnswer<DbtProof>.Failed(why) : new DbtCloudAnswer<DbtProof>.Found(new DbtProof()));
    }

    public Task<DbtCloudAnswer<IReadOnlyList<DbtRun>>> NewestRunsAsync(DbtAccount account, AccessToken token, DbtRunQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<DbtCloudAnswer<IReadOnlyList<DbtRun>>>(new DbtCloudAnswer<IReadOnlyList<DbtRun>>.Found([]));

    public Task<DbtCloudAnswer<DbtAccountDetails>> AccountAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken) => NoneAsync<DbtAccountDetails>();

    public Task<DbtCloudAnswer<DbtList<DbtProject>>> ProjectsAsync(DbtAccount account, AccessToken token, CancellationToken cancellationToken) => NoneAsync<DbtList<DbtProject>>();

    public Task<DbtCloudAnswer<DbtProject>> ProjectAsync(DbtAccount account, AccessToken token, string projectId, CancellationToken cancellationToken) => NoneAsync<DbtProject>();

    public Task<DbtCloudAnswer<DbtList<DbtJob>>> JobsAsync(DbtAccount account, AccessToken token, string? projectId, CancellationToken cancellationToken) => NoneAsync<DbtList<DbtJob>>();

    public Task<DbtCloudAnswer<DbtJob>> JobAsync(DbtAccount account, AccessToken token, string jobId, CancellationToken cancellationToken) => NoneAsync<DbtJob>();

    public Task<DbtCloudAnswer<DbtRun>> RunAsync(DbtAccount account, AccessToken token, string runId, CancellationToken cancellationToken) => NoneAsync<DbtRun>();

    public Task<DbtCloudAnswer<IReadOnlyList<string>>> ArtifactsAsync(DbtAccount account, AccessToken token, string runId, CancellationToken cancellationToken) => NoneAsync<IReadOnlyList<string>>();

    private static Task<DbtCloudAnswer<T>> NoneAsync<T>() => Task.FromResult<DbtCloudAnswer<T>>(new DbtCloudAnswer<T>.Missing());
}

/// <summary>An OpenMetadata server that has seen no run yet.</summary>
internal sealed class FakeOpenMetadata : IOpenMetadata
{
    /// <summary>Why it does not tell its version; null when it does.</summary>
    public OpenMetadataFailure? Trouble { get; set; }

    public string Version { get; set; } = "1.13.3";

    public Task<OpenMetadataAnswer<OpenMetadataVersion>> VersionAsync(OpenMetadataServer server, CancellationToken cancellationToken) =>
        Task.FromResult<OpenMetadataAnswer<OpenMetadataVersion>>(Trouble is { } why
            ? new OpenMetadataAnswer<OpenMetadataVersion>.Failed(why)
            : new OpenMetadataAnswer<OpenMetadataVersion>.Found(new OpenMetadataVersion(Version)));

    public Task<OpenMetadataAnswer<PipelineRun>> RunStatusAsync(OpenMetadataServer server, AccessToken bot, string pipelineFqn, string runId, CancellationToken cancellationToken) =>
        Task.FromResult<OpenMetadataAnswer<PipelineRun>>(new OpenMetadataAnswer<PipelineRun>.Missing());
}
