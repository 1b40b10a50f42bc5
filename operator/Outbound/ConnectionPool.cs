namespace Operator.Outbound;

/// <summary>
/// Connections of one kind. Retired, which may happen while calls are on their way, it closes them with the last of these; a call
/// that comes all the same is served, and closes behind itself.
/// </summary>
internal sealed class ConnectionPool(Func<(HttpMessageHandler Handler, IDisposable Certificates)> open) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private Opened? _opened;
    private int _calls;
    private bool _isRetired;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var opened = Enter();
        try
        {
            return await opened.Way.SendAsync(request, cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    protected override void Dispose(bool disposing)
    {
        Close(retire: true)?.Dispose();
        base.Dispose(disposing);
    }

    private Opened Enter()
    {
        lock (_lock)
        {
            _calls++;
            return _opened ??= Opened.Of(open());
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _calls--;
        }

        Close(retire: false)?.Dispose();
    }

    private Opened? Close(bool retire)
    {
        lock (_lock)
        {
            _isRetired |= retire;
            var closed = _isRetired && _calls == 0 ? _opened : null;
            _opened = closed is null ? _opened : null;
            return closed;
        }
    }

    private sealed record Opened(HttpMessageInvoker Way, IDisposable Certificates) : IDisposable
    {
        public static Opened Of((HttpMessageHandler Handler, IDisposable Certificates) made) => new(new HttpMessageInvoker(made.Handler, disposeHandler: true), made.Certificates);

        public void Dispose()
        {
            Way.Dispose();
            Certificates.Dispose();
        }
    }
}
