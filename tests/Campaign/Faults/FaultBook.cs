using Campaign.Wires;

namespace Campaign.Faults;

/// <summary>The faults that are in force.</summary>
internal sealed class FaultBook(Random chance)
{
    private readonly Lock _gate = new();
    private readonly List<Armed> _armed = [];

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _armed.Add(new Armed(fault));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _armed.Clear();
        }
    }

    /// <summary>The first that concerns the call and is not used up.</summary>
    public Effect? Meet(Call call)
    {
        lock (_gate)
        {
            return _armed.Find(armed => armed.Fault.Concerns(call) && armed.Hits(chance))?.Fault.Effect;
        }
    }

    private sealed class Armed(Fault fault)
    {
        private int _met;

        public Fault Fault => fault;

        public bool Hits(Random chance)
        {
            if (fault.Percent < 100 && chance.Next(100) >= fault.Percent)
            {
                return false;
            }

            var met = ++_met;
            return met > fault.After && met - fault.After <= fault.Times;
        }
    }
}
