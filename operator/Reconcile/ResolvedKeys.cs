using Operator.Outbound;
using Operator.Plan;

namespace Operator.Reconcile;

/// <summary>The keys that one reconcile works with.</summary>
/// <param name="BundleUnavailable">Set when the API server could not be asked for the CA bundle.</param>
internal sealed record ResolvedKeys(TokenKey Dbt, TokenKey Bot, KeySeen? CaBundleSeen, Trust Trust, string? BundleUnavailable)
{
    /// <summary>Set when the API server itself could not be asked: nothing can be said about the Secrets then.</summary>
    public string? Unavailable => Dbt.Unavailable ?? Bot.Unavailable ?? BundleUnavailable;
}
