using Microsoft.AspNetCore.Connections;

namespace Operator.Hosting.Listening;

/// <summary>
/// Bounds the connections of one listener by ending the oldest. Refusing the newest would be the other way; then whoever opens
/// connections and says nothing shuts out the kubelet. An honest request takes milliseconds, so the oldest is hardly ever one.
/// </summary>
internal sealed class ConnectionLimit(Listener listener)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ConnectionContext> _open = [];

    public ConnectionDelegate Around(ConnectionDelegate next) => async connection =>
    {
        connection.Features.Set(listener);
        var place = new LinkedListNode<ConnectionContext>(connection);
        Enter(place)?.Abort(new ConnectionAbortedException($"The listener for {listener.Name} has more than {listener.MostConnections} connections; this one was the oldest."));
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(place);
        }
    };

    /// <summary>The connection that has to make room; null while there is some.</summary>
    private ConnectionContext? Enter(LinkedListNode<ConnectionContext> place)
    {
        lock (_lock)
        {
            _open.AddLast(place);
            if (_open.Count <= listener.MostConnections)
            {
                return null;
            }

            var oldest = _open.First!;
            _open.Remove(oldest);
            return oldest.Value;
        }
    }

    private void Leave(LinkedListNode<ConnectionContext> place)
    {
        lock (_lock)
        {
            // One that had to make room is out already.
            if (place.List is not null)
            {
                _open.Remove(place);
            }
        }
    }
}
