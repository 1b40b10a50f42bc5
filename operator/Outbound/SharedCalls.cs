namespace Operator.Outbound;

/// <summary>Joins callers that ask the same at the same time. The shared call ends early only when the last of them has left.</summary>
internal sealed class SharedCalls
{
    private readonly Dictionary<(Type, OutboundCall), Flight> _flights = [];
    private readonly Lock _lock = new();

    public async Task<T> JoinAsync<T>(OutboundCall call, Func<CancellationToken, Task<T>> start, CancellationToken cancellationToken)
    {
        var key = (typeof(T), call);
        var flight = Board(key, start);
        try
        {
            return await ((Task<T>)flight.Answer).WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private Flight Board<T>((Type, OutboundCall) key, Func<CancellationToken, Task<T>> start)
    {
        lock (_lock)
        {
            if (!_flights.TryGetValue(key, out var flight))
            {
                var end = new CancellationTokenSource();
                flight = new Flight(Task.Run(() => start(end.Token), CancellationToken.None), end);
                _flights.Add(key, flight);
            }

            flight.Callers++;
            return flight;
        }
    }

    private void Leave((Type, OutboundCall) key, Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Callers > 0)
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

        public int Callers { get; set; }
    }
}
