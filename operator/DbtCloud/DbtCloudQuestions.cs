using Operator.Outbound;

namespace Operator.DbtCloud;

/// <summary>Questions that are a shorter way to put another one.</summary>
internal static class DbtCloudQuestions
{
    /// <summary>The newest run that fits, or Missing.</summary>
    public static async Task<DbtCloudAnswer<DbtRun>> NewestRunAsync(
        this IDbtCloud dbtCloud, DbtAccount account, AccessToken token, DbtRunQuery query, CancellationToken cancellationToken) =>
        await dbtCloud.NewestRunsAsync(account, token, query, cancellationToken) switch
        {
            DbtCloudAnswer<IReadOnlyList<DbtRun>>.Found { Value: [var newest, ..] } => new DbtCloudAnswer<DbtRun>.Found(newest),
            DbtCloudAnswer<IReadOnlyList<DbtRun>>.Failed { Why: var why } => new DbtCloudAnswer<DbtRun>.Failed(why),
            _ => new DbtCloudAnswer<DbtRun>.Missing(),
        };
}
