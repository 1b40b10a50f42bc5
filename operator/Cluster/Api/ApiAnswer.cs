namespace Operator.Cluster.Api;

/// <summary>What a call came to: a body, or why there is none.</summary>
internal sealed record ApiAnswer<T>(T? Body, ApiFailure? Failure)
    where T : class
{
    public static implicit operator ApiAnswer<T>(T body) => new(body, null);

    public static implicit operator ApiAnswer<T>(ApiFailure failure) => new(null, failure);
}

/// <summary>
/// Why a call gave no body. <paramref name="Code"/> is the HTTP status, or 0 where no answer came; <paramref name="Reason"/> and
/// <paramref name="Message"/> are those of metav1.Status where the server sent one.
/// </summary>
internal sealed record ApiFailure(int Code, string Reason, string Message, TimeSpan? RetryAfter = null)
{
    public const int NoAnswer = 0;

    public static ApiFailure Unreachable(string message) => new(NoAnswer, "Unreachable", message);

    public static ApiFailure TimedOut(TimeSpan limit) => new(NoAnswer, "Timeout", $"The API server did not answer within {limit.TotalSeconds:0} s.");

    /// <summary>Not sent at all: another replica may be at work.</summary>
    public static ApiFailure NotLeading { get; } = new(NoAnswer, "NotLeading", "Nothing was written: this replica does not lead, or could not renew its Lease in time.");

    public static ApiFailure Unreadable(int code) => new(NoAnswer, "Unreadable", $"The API server's answer (HTTP {code}) is not what the Kubernetes API sends; is something in between?");

    public static ApiFailure TooLarge(int code, int limit) => new(code, "TooLarge", $"The API server's answer (HTTP {code}) has more than {limit / 1024 / 1024} MiB, and so it is not read.");

    public static ApiFailure NoSuchName(ApiPath path) => new(404, "NotFound", $"No object can have such a name: {path}");
}
