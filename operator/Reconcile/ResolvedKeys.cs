using Operator.Outbound;
using Operator.Plan;

namespace Operator.Reconcile;

/// <summary>The tokens of one reconcile, for its calls only, beside what the plan may know of them.</summary>
/// <param name="Unavailable">Set when the API server itself could not be asked: nothing can be said about the Secrets then.</param>
internal sealed record ResolvedKeys(
    KeySeen DbtSeen, AccessToken? Dbt, KeySeen BotSeen, AccessToken? Bot, KeySeen? CaBundleSeen, Trust Trust, string? Unavailable)
{
    /// <summary>Both tokens can be used.</summary>
    public bool Complete => Dbt is not null && Bot is not null && CaBundleSeen?.Reason.Holds is not false;
}
