using System.Text.Json.Serialization.Metadata;
using Operator.Outbound;

namespace Operator.OpenMetadata;

/// <summary>Reads one answer of OpenMetadata and says what it means.</summary>
internal static class OpenMetadataReply
{
    public static async ValueTask<OpenMetadataAnswer<T>> ReadAsync<TWire, T>(
        OutboundResponse response, JsonTypeInfo<TWire> type, Func<TWire, T?> translate, CancellationToken cancellationToken)
        where TWire : class
        where T : class
    {
        if (!response.IsSuccess)
        {
            return await ReadRefusalAsync<T>(response, cancellationToken);
        }

        return await response.ReadJsonAsync(type, cancellationToken) switch
        {
            JsonReading<TWire>.Value { Content: var content } when translate(content) is { } value => new OpenMetadataAnswer<T>.Found(value),
            JsonReading<TWire>.Html => Unexpected<T>(UnexpectedReply.Html),

            // A status that was never written is 204, or 200 without a body.
            JsonReading<TWire>.Empty => new OpenMetadataAnswer<T>.Missing(),
            _ => Unexpected<T>(UnexpectedReply.BrokenJson),
        };
    }

    /// <summary>Of a write only the status counts.</summary>
    public static async ValueTask<OpenMetadataAnswer<Written>> ReadWrittenAsync(OutboundResponse response, CancellationToken cancellationToken) =>
        !response.IsSuccess ? await ReadRefusalAsync<Written>(response, cancellationToken)
            : await response.IsHtmlAsync(cancellationToken) ? Unexpected<Written>(UnexpectedReply.Html)
            : new OpenMetadataAnswer<Written>.Found(Written.Down);

    // A 404 with a page instead of JSON comes from whatever stands at that address in OpenMetadata's place.
    private static async ValueTask<OpenMetadataAnswer<T>> ReadRefusalAsync<T>(OutboundResponse response, CancellationToken cancellationToken) => response.Status switch
    {
        401 => Failed<T>(new OpenMetadataFailure.Refused(BotRefusal.InvalidToken)),
        403 => Failed<T>(new OpenMetadataFailure.Refused(BotRefusal.NotPermitted)),
        404 when await response.IsHtmlAsync(cancellationToken) => Unexpected<T>(UnexpectedReply.Html, response.Status),
        404 => new OpenMetadataAnswer<T>.Missing(),
        _ => Unexpected<T>(UnexpectedReply.Status, response.Status),
    };

    private static OpenMetadataAnswer<T> Unexpected<T>(UnexpectedReply what, int? status = null) => Failed<T>(new OpenMetadataFailure.Unexpected(what, status));

    private static OpenMetadataAnswer<T> Failed<T>(OpenMetadataFailure why) => new OpenMetadataAnswer<T>.Failed(why);
}
