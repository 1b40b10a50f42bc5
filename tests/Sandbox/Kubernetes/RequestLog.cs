namespace Sandbox.Kubernetes;

/// <summary>Every request, in the order of arrival.</summary>
internal sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<LoggedRequest> _requests = [];

    public IReadOnlyList<LoggedRequest> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Writes by clients whose user agent contains the given text; leases count like everything else.</summary>
    public IReadOnlyList<LoggedRequest> Writes(string userAgentPart = "") =>
        [.. All.Where(request => request.IsWrite && request.UserAgent.Contains(userAgentPart, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The same without the Lease that a leader renews for ever.</summary>
    public IReadOnlyList<LoggedRequest> WritesBesideLeases(string userAgentPart) =>
        [.. Writes(userAgentPart).Where(request => !request.Path.Contains("/leases", StringComparison.Ordinal))];

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    public void Add(LoggedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
        }
    }
}
