using System.Text.Json.Nodes;
using Sandbox.Kubernetes.Http;
using Sandbox.Kubernetes.Storage;
using Sandbox.Kubernetes.Watch;

namespace Sandbox.Kubernetes;

/// <summary>Trouble on request: what a test switches on to see how a client takes it.</summary>
internal sealed class Faults(Store store, WatchInterruptions watches)
{
    private readonly Lock _gate = new();
    private readonly List<Failure> _failures = [];

    /// <summary>Called before every request is carried out; a test can hold requests back here.</summary>
    public Func<LoggedRequest, CancellationToken, Task>? Before { get; set; }

    /// <summary>The next matching requests fail with a status code, carrying Retry-After where seconds are given.</summary>
    public void FailNext(int times, Func<LoggedRequest, bool> matches, int code, int? retryAfterSeconds = null)
    {
        lock (_gate)
        {
            _failures.Add(new Failure(matches, code, retryAfterSeconds) { Left = times });
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _failures.Clear();
        }

        watches.Silent = false;
        Before = null;
    }

    /// <summary>Closes every watch that is open.</summary>
    public void CutWatches() => watches.CutAll();

    /// <summary>Watches stay open but say nothing any more, until <see cref="Clear"/>.</summary>
    public void HangWatches() => watches.Silent = true;

    /// <summary>Forgets all history, so that a watch or a continued list from before now is too old (410).</summary>
    public void ExpireHistory() => store.ForgetHistory();

    public ApiStatus? Find(LoggedRequest request)
    {
        lock (_gate)
        {
            var failure = _failures.FirstOrDefault(item => item.Left > 0 && item.Matches(request));
            if (failure is null)
            {
                return null;
            }

            failure.Left--;
            return StatusOf(failure);
        }
    }

    private static ApiStatus StatusOf(Failure failure)
    {
        var (reason, message) = failure.Code switch
        {
            429 => ("TooManyRequests", "too many requests, please try again later"),
            503 => ("ServiceUnavailable", "the server is currently unable to handle the request"),
            409 => ("Conflict", "Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again"),
            403 => ("Forbidden", "forbidden"),
            401 => ("Unauthorized", "Unauthorized"),
            410 => ("Expired", "too old resource version"),
            _ => ("InternalError", "an error on the server has prevented the request from succeeding"),
        };
        return new ApiStatus(failure.Code, reason, message)
        {
            RetryAfterSeconds = failure.RetryAfterSeconds,
            Details = failure.RetryAfterSeconds is { } seconds ? new JsonObject { ["retryAfterSeconds"] = seconds } : null,
        };
    }

    private sealed record Failure(Func<LoggedRequest, bool> Matches, int Code, int? RetryAfterSeconds)
    {
        public int Left { get; set; }
    }
}
