namespace Sandbox.DbtCloud;

/// <summary>The limit per account and minute, and the cooldown that follows when it is passed.</summary>
internal sealed class AccountLimit(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, (DateTimeOffset Minute, int Calls, DateTimeOffset Until)> accounts = [];

    public bool Allows(long account, DbtCloudWorld world)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            var known = accounts.GetValueOrDefault(account);
            if (now < known.Until)
            {
                return false;
            }

            var sameMinute = now - known.Minute < TimeSpan.FromMinutes(1);
            var calls = sameMinute ? known.Calls + 1 : 1;
            var until = calls > world.CallsPerMinute ? now + world.Cooldown : default;
            accounts[account] = (sameMinute ? known.Minute : now, calls, until);
            return until == default;
        }
    }
}
