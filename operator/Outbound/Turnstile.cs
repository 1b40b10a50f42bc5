namespace Operator.Outbound;

/// <summary>
/// Lets those in who have several calls to make, so that nobody begins what the budget will not let him end: the urgent before
/// the others, within each first come, first served. Who does not get in keeps his place, and is told when it will be his turn.
/// </summary>
internal sealed class Turnstile(RequestBudget budget, int turns, TimeSpan window, TimeProvider time)
{
    /// <summary>What those who are in front will spend, each: as many calls as a re-test of one filter makes.</summary>
    private const int CallsOfEach = 2;

    /// <summary>Who has not come back so long after his turn has given it up.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromMinutes(2);

    // Kept free for the urgent, and for those who are inside and need more calls than was expected.
    private readonly int _reserve = CallsOfEach + (turns / 10);
    private readonly Dictionary<string, Ticket> _waiting = [];
    private readonly Lock _lock = new();
    private long _last;

    /// <summary>How long to wait before coming again; zero for who is in.</summary>
    public TimeSpan Enter(string who, bool urgent)
    {
        lock (_lock)
        {
            DropThoseWhoGaveUp();
            var known = _waiting.GetValueOrDefault(who);
            var ticket = new Ticket(urgent || known?.Urgent == true, known?.Number ?? ++_last, default);
            var wait = UntilFree((ticket.Urgent ? CallsOfEach : _reserve) + (CallsOfEach * CountBefore(ticket, who)));
            if (wait == TimeSpan.Zero)
            {
                _waiting.Remove(who);
                budget.Book(CallsOfEach);
            }
            else
            {
                _waiting[who] = ticket with { Expected = time.GetUtcNow() + wait };
            }

            return wait;
        }
    }

    private int CountBefore(Ticket ticket, string who) => _waiting.Count(other => other.Key != who && other.Value.IsBefore(ticket));

    private TimeSpan UntilFree(int calls) => calls <= turns
        ? budget.UntilFree(calls)
        : budget.UntilFree(turns) + (window * ((double)(calls - turns) / (turns - (turns / 10))));

    private void DropThoseWhoGaveUp()
    {
        var since = time.GetUtcNow() - GivenUpAfter;
        foreach (var (who, _) in _waiting.Where(waiting => waiting.Value.Expected < since).ToArray())
        {
            _waiting.Remove(who);
        }
    }

    private sealed record Ticket(bool Urgent, long Number, DateTimeOffset Expected)
    {
        public bool IsBefore(Ticket other) => Urgent == other.Urgent ? Number < other.Number : Urgent;
    }
}
