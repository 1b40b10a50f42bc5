using Operator.Outbound;

namespace Operator.DbtCloud;

/// <summary>The files that a run left, read by whoever wants them while they stream by.</summary>
internal sealed class DbtArtifacts(IOutboundCalls outbound)
{
    /// <param name="step">The number of the step whose file is meant; null for what the last one left.</param>
    /// <param name="read">Called again, from the beginning of the file, where the call is repeated.</param>
    public Task<DbtCloudAnswer<T>> ReadAsync<T>(
        DbtAccount account, AccessToken token, string runId, string file, int? step, Func<Stream, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
        where T : class =>
        new DbtCloudAccess(outbound, account, token, cancellationToken).FileAsync(runId, DbtPath.OfStep(file, step), read);
}
