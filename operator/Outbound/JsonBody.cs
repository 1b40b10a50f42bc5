using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Operator.Outbound;

/// <summary>Reads an answer as JSON while it arrives. Depth is bounded by the options of the type's context, length by the body itself.</summary>
internal static class JsonBody
{
    public static async ValueTask<JsonReading<T>> ReadJsonAsync<T>(
        this OutboundResponse response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (response.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true)
        {
            return new JsonReading<T>.Html();
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(response.Body, type, cancellationToken) is { } value
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
