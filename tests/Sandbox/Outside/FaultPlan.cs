namespace Sandbox.Outside;

/// <summary>The faults that are in force; the first that concerns a call and is not used up hits it.</summary>
internal sealed class FaultPlan(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<Armed> armed = [];

    public void Add(Fault fault)
    {
        lock (gate)
        {
            armed.Add(new Armed(fault));
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            armed.Clear();
        }
    }

    public FaultEffect? Take(string method, string path, string query, string? token)
    {
        lock (gate)
        {
            return armed
                .Where(fault => fault.Fault.Concerns(method, path, query, token))
                .Select(fault => fault.Hit(time.GetUtcNow()))
                .FirstOrDefault(effect => effect is not null);
        }
    }

    /// <summary>A fault with its count of calls and the end of its cooldown.</summary>
    private sealed class Armed(Fault fault)
    {
        private int met;
        private DateTimeOffset? until;

        public Fault Fault => fault;

        public FaultEffect? Hit(DateTimeOffset now)
        {
            if (until is { } end)
            {
                return now < end ? Remaining(end - now) : null;
            }

            met++;
            if (met <= fault.After || (fault.Times is { } times && met > fault.After + times))
            {
                return null;
            }

            if (fault.Effect is FaultEffect.Cooldown cooldown)
            {
                until = now + cooldown.Length;
            }

            return fault.Effect;
        }

        private FaultEffect? Remaining(TimeSpan left) =>
            fault.Effect is FaultEffect.Cooldown cooldown ? cooldown with { Length = left } : fault.Effect;
    }
}
