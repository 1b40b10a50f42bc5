using System.Globalization;
using System.Text;
using System.Text.Json;
using Operator.Cluster.Api;
using Operator.Resource;

namespace Operator.Cluster;

/// <summary>Writes events of the ingestion, for kubectl describe and for people who watch events.</summary>
internal sealed partial class EventPosts(ApiClient api, ClusterOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>The API server refuses longer notes, counted in bytes.</summary>
    private const int LongestNote = 1024;

    private long _sequence;

    public async Task PostAsync(DbtCloudIngestion about, Notice notice, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(BodyOf(about, notice), ClusterJson.Default.EventBody);
        var request = new ApiRequest(HttpMethod.Post, ApiResource.Events.In(about.Key.Namespace), content, ApiRequest.Json, ApiRequest.MetadataOfOne);
        if ((await api.SendAsync(request, ClusterJson.Default.ObjectStub, cancellationToken)).Failure is { } failure)
        {
            Log.NotPosted(logger, notice.Reason, about.Key, failure.Message);
        }
    }

    private EventBody BodyOf(DbtCloudIngestion about, Notice notice)
    {
        var now = time.GetUtcNow();
        return new EventBody
        {
            Metadata = new EventMeta(NameFor(about.Key, now), about.Key.Namespace),
            EventTime = MicroTime.Of(now),
            Type = notice.Warning ? "Warning" : "Normal",
            Reason = notice.Reason,
            Action = notice.Action,
            Note = Shorten(notice.Message),
            Regarding = new EventSubject(Names.ApiVersion, Names.Kind, about.Key.Namespace, about.Key.Name, about.Metadata.Uid, about.Metadata.ResourceVersion),
            ReportingController = Names.FieldManager,
            ReportingInstance = options.Instance,
        };
    }

    /// <summary>Unique in time and, for two of one tick, by number; readable as to whose it is.</summary>
    private string NameFor(IngestionKey key, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{key.Name}.{now.UtcTicks:x}{Interlocked.Increment(ref _sequence) % 4096:x3}");

    private static string Shorten(string message)
    {
        if (Encoding.UTF8.GetByteCount(message) <= LongestNote)
        {
            return message;
        }

        var kept = message.AsSpan();
        while (Encoding.UTF8.GetByteCount(kept) > LongestNote - 3 || char.IsHighSurrogate(kept[^1]))
        {
            kept = kept[..^1];
        }

        return $"{kept}…";
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The event {Reason} of {Ingestion} could not be written: {Why}")]
        public static partial void NotPosted(ILogger logger, string reason, IngestionKey ingestion, string why);
    }
}
