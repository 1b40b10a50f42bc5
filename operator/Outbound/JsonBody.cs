using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Operator.Outbound;

/// <summary>Reads an answer as JSON while it arrives. Depth is bounded by the options of the type's context, length by the body itself, and texts are cut to what anybody reads.</summary>
internal static class JsonBody
{
    /// <param name="limits">How much it may hold; null for the usual.</param>
    public static async ValueTask<JsonReading<T>> ReadJsonAsync<T>(
        this OutboundResponse response, JsonTypeInfo<T> type, CancellationToken cancellationToken, JsonLimits? limits = null)
        where T : class
    {
        if (SaysHtml(response))
        {
            return new JsonReading<T>.Html();
        }

        try
        {
            await using var body = new BoundedJson(new ShortTexts(response.Body), limits ?? JsonLimits.Usual);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) is { } value
                ? new JsonReading<T>.Value(value)
                : new JsonReading<T>.Broken();
        }
        catch (JsonException)
        {
            return response.Body.FirstByte switch
            {
                null => new JsonReading<T>.Empty(),
                (byte)'<' => new JsonReading<T>.Html(),
                _ => new JsonReading<T>.Broken(),
            };
        }
    }

    /// <summary>Whether the answer is a web page, whatever else it was meant to be.</summary>
    public static async ValueTask<bool> IsHtmlAsync(this OutboundResponse response, CancellationToken cancellationToken)
    {
        var start = new byte[64];
        while (response.Body.FirstByte is null && await response.Body.ReadAsync(start, cancellationToken) > 0)
        {
        }

        return SaysHtml(response) || response.Body.FirstByte == (byte)'<';
    }

    private static bool SaysHtml(OutboundResponse response) => response.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>What a body turned out to be.</summary>
internal abstract record JsonReading<T>
{
    private JsonReading()
    {
    }

    internal sealed record Value(T Content) : JsonReading<T>;

    internal sealed record Empty : JsonReading<T>;

    internal sealed record Html : JsonReading<T>;

    internal sealed record Broken : JsonReading<T>;
}
