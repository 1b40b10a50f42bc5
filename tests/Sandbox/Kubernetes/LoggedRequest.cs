namespace Sandbox.Kubernetes;

/// <summary>One request as the server saw it. Status is 0 until the answer has begun.</summary>
internal sealed record LoggedRequest(DateTimeOffset At, string Method, string Path, string Query, string UserAgent)
{
    public int Status { get; set; }

    public bool IsWrite => Method is "POST" or "PUT" or "PATCH" or "DELETE";

    public bool IsWatch => Query.Contains("watch=true", StringComparison.Ordinal) || Query.Contains("watch=1", StringComparison.Ordinal);

    public override string ToString() => $"{At:HH:mm:ss.fff} {Status} {Method} {Path}{Query} ({UserAgent})";
}
