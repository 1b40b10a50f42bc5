using System.Diagnostics;
using Operator.DbtCloud.Wire;
using Operator.Outbound;

namespace Operator.DbtCloud;

/// <summary>The accounts that a token opens: the one question that names no account.</summary>
internal sealed class DbtAccountList(IOutboundCalls outbound)
{
    /// <param name="host">Any account at the host: only its address counts. Version 2 of this question is deprecated.</param>
    public async Task<DbtCloudAnswer<IReadOnlyList<DbtAccountDetails>>> AskAsync(DbtAccount host, AccessToken token, CancellationToken cancellationToken)
    {
        var call = new OutboundCall(new Uri(host.Url, "api/v3/accounts/")) { Token = token };
        var answer = await outbound.AskAsync(
            call, (response, aborted) => DbtCloudReply.ReadAsync(response, AccountListWire.Default.EnvelopeListAccountWire, AccountsIn, aborted), cancellationToken);
        return answer switch
        {
            OutboundAnswer<DbtCloudAnswer<IReadOnlyList<DbtAccountDetails>>>.Received { Value: var value } => value,
            OutboundAnswer<DbtCloudAnswer<IReadOnlyList<DbtAccountDetails>>>.Failed { Why: var why } => new DbtCloudAnswer<IReadOnlyList<DbtAccountDetails>>.Failed(DbtCloudFailure.From(why)),
            _ => throw new UnreachableException(),
        };
    }

    private static DbtCloudAnswer<IReadOnlyList<DbtAccountDetails>> AccountsIn(Envelope<List<AccountWire?>> envelope) =>
        new DbtCloudAnswer<IReadOnlyList<DbtAccountDetails>>.Found([.. (envelope.Data ?? []).OfType<AccountWire>().Select(Translation.ToAccount).OfType<DbtAccountDetails>()]);
}
