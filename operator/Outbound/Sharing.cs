namespace Operator.Outbound;

/// <summary>
/// Lets those who want the same at the same time share one piece of work. It, and what it brought, lasts until the last of them
/// has left; left before its end, it is cancelled.
/// </summary>
internal sealed class Sharing<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Flight> _flights = [];
    private readonly Lock _lock = new();

    /// <summary>Whoever boards has to dispose the seat.</summary>
    public Seat<T> Board<T>(TKey key, Func<CancellationToken, Task<T>> start)
    {
        lock (_lock)
        {
            if (!_flights.TryGetValue(key, out var flight))
            {
                var end = new CancellationTokenSource();
                flight = new Flight(Task.Run(() => start(end.Token), CancellationToken.None), end);
                _flights.Add(key, flight);
            }

            flight.Holders++;
            return new Seat<T>((Task<T>)flight.Answer, () => Leave(key, flight));
        }
    }

    private void Leave(TKey key, Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Holders > 0)
            {
                return;
            }

            _flights.Remove(key);
        }

        flight.End.Cancel();
        flight.End.Dispose();
    }

    private sealed class Flight(Task answer, CancellationTokenSource end)
    {
        public Task Answer { get; } = answer;

        public CancellationTokenSource End { get; } = end;

        public int Holders { get; set; }
    }
}

/// <summary>A share in a piece of work.</summary>
internal sealed class Seat<T>(Task<T> answer, Action leave) : IDisposable
{
    private int _left;

    public Task<T> Answer { get; } = answer;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            leave();
        }
    }
}
