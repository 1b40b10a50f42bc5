namespace Sandbox.Outside;

/// <summary>One request as a stand-in saw and answered it; status 0 means that the answer is still to come, or that the connection was broken instead.</summary>
internal sealed record SeenRequest(
    DateTimeOffset At,
    string Method,
    string Path,
    string Query,
    string? Token,
    string UserAgent,
    string Body,
    int Status)
{
    /// <summary>Whether anything at all came as Authorization, a token of ours or not.</summary>
    public bool IsAuthorized { get; init; }
}
