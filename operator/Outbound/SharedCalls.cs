namespace Operator.Outbound;

/// <summary>Joins callers that ask the same at the same time. The shared call ends early only when the last of them has left.</summary>
internal sealed class SharedCalls
{
    private readonly Sharing<(Type, OutboundCall)> _sharing = new();

    public async Task<T> JoinAsync<T>(OutboundCall call, Func<CancellationToken, Task<T>> start, CancellationToken cancellationToken)
    {
        using var seat = _sharing.Board((typeof(T), call), start);
        return await seat.Answer.WaitAsync(cancellationToken);
    }
}
