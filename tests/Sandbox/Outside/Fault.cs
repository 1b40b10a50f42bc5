namespace Sandbox.Outside;

/// <summary>Something that goes wrong on request: for which calls, how often, and with which effect.</summary>
internal sealed record Fault(FaultEffect Effect)
{
    public string? Method { get; init; }

    /// <summary>Part of the path; null means every path.</summary>
    public string? Path { get; init; }

    /// <summary>Part of the query, such as step=4; null means every query.</summary>
    public string? Query { get; init; }

    public string? Token { get; init; }

    /// <summary>How many calls it hits; null means all of them.</summary>
    public int? Times { get; init; }

    /// <summary>Calls that pass before it begins.</summary>
    public int After { get; init; }

    /// <summary>Answers with a status and with the body that this server gives such a status.</summary>
    public static Fault Status(int status, string? message = null) => new(new FaultEffect.Status(status, message));

    public static Fault Html() => new(new FaultEffect.Html());

    public static Fault CutOff(int? after = null) => new(new FaultEffect.CutOff(after));

    public static Fault Truncated(int? keep = null) => new(new FaultEffect.Truncated(keep));

    /// <summary>Silence in the middle of an answer, until the caller goes away.</summary>
    public static Fault Stalled(int after) => new(new FaultEffect.Stalled(after));

    /// <summary>429, and how long to wait; not tied to a time as <see cref="Cooldown"/> is.</summary>
    public static Fault TooManyRequests(TimeSpan? retryAfter = null) => new(new FaultEffect.Status(429, null) { RetryAfter = retryAfter });

    public static Fault Reset() => new(new FaultEffect.Reset());

    public static Fault Slow(TimeSpan wait) => new(new FaultEffect.Slow(wait));

    /// <summary>429 from the first call on until the time is over: five minutes, as dbt Cloud says.</summary>
    public static Fault Cooldown(TimeSpan? length = null, bool retryAfter = false) =>
        new(new FaultEffect.Cooldown(length ?? TimeSpan.FromMinutes(5), retryAfter));

    /// <summary>Sends callers of any other host name to this origin, with a signed address as object storage has it.</summary>
    public static Fault RedirectTo(Uri origin) => new(new FaultEffect.Redirect(origin));

    public bool Concerns(string method, string path, string query, string? token) =>
        (Method is null || Method == method)
        && (Path is null || path.Contains(Path, StringComparison.Ordinal))
        && (Query is null || query.Contains(Query, StringComparison.Ordinal))
        && (Token is null || Token == token);
}
