using System.Collections.Concurrent;
using Operator.Cluster.Api;
using Operator.Cluster.Watching;

namespace Operator.Cluster;

/// <summary>
/// Reads the end of a container's log. The right to do so is optional: where it is missing that is said once, and tried again after
/// <see cref="Patience"/>. Whatever else comes in between is the same as no log.
/// </summary>
internal sealed partial class LogReads(ApiClient api, TimeProvider time, ILogger logger)
{
    /// <summary>An ingestion at its usual level writes a line for each table that it misses, and a few dozen more.</summary>
    public const int MostLines = 5000;

    /// <summary>At its most talkative level it writes whole requests; the closing summary of a longer end than this is not reached.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>How long a log may take to read: its run is told in the status only afterwards.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _refusedAt = [];
    private int _isTold;

    /// <returns>Whether the lines are all that the log has; null where they are not its end.</returns>
    public async Task<bool?> ReadAsync(string @namespace, PodSeen pod, string container, Action<string> eachLine, CancellationToken cancellationToken)
    {
        if (_refusedAt.TryGetValue(@namespace, out var at) && time.GetUtcNow() - at < Patience)
        {
            return null;
        }

        var path = ApiResource.Pods.Named(@namespace, pod.Metadata.Name).Slash("log")
            .With("container", container)
            .With("tailLines", $"{MostLines}")
            .With("limitBytes", $"{MostBytes}");
        using var timeout = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await ReadAsync(@namespace, pod.Metadata.Name, path, eachLine, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Log.NotRead(logger, @namespace, pod.Metadata.Name, "it did not come in time");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            Log.NotRead(logger, @namespace, pod.Metadata.Name, "the connection broke off");
        }

        return null;
    }

    private async Task<bool?> ReadAsync(string @namespace, string pod, ApiPath path, Action<string> eachLine, CancellationToken cancellationToken)
    {
        // Text, and an object where it is refused.
        var answer = await api.OpenAsync(path, "application/json, */*", cancellationToken);
        if (answer.Body is not { } response)
        {
            Note(@namespace, pod, answer.Failure!);
            return null;
        }

        using (response)
        {
            _refusedAt.TryRemove(@namespace, out _);
            await using var text = await response.Content.ReadAsStreamAsync(cancellationToken);

            // A server that cuts at the limit leaves out the newest lines, so a text that reaches it has no end.
            return await LineReading.ReadAsync(text, MostBytes - 1, eachLine, cancellationToken) is { } lines ? lines < MostLines : null;
        }
    }

    private void Note(string @namespace, string pod, ApiFailure failure)
    {
        if (failure.Code != 403)
        {
            Log.Refused(logger, @namespace, pod, failure.Code);
            return;
        }

        _refusedAt[@namespace] = time.GetUtcNow();
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            Log.NotAllowed(logger, @namespace);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Logs of runs are not read: the operator has no right to get pods/log in the namespace {Namespace}. It is optional; with it results say more (config/rbac/pod-logs.yaml)")]
        public static partial void NotAllowed(ILogger logger, string @namespace);

        [LoggerMessage(Level = LogLevel.Information, Message = "The log of the pod {Namespace}/{Pod} could not be read, so the run is told without it: HTTP {Code}")]
        public static partial void Refused(ILogger logger, string @namespace, string pod, int code);

        [LoggerMessage(Level = LogLevel.Information, Message = "The log of the pod {Namespace}/{Pod} could not be read, so the run is told without it: {Why}")]
        public static partial void NotRead(ILogger logger, string @namespace, string pod, string why);
    }
}
