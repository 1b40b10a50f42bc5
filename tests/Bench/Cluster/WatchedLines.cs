using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bench.Cluster;

/// <summary>A watch that calls back with each object, parsed out of the bytes as they come.</summary>
internal static class WatchedLines
{
    /// <summary>Opens the watch, then reads on in the task that is returned second.</summary>
    public static async Task<Task> OpenAsync<T>(
        HttpClient http, string path, string resourceVersion, JsonTypeInfo<WatchLine<T>> type, Action<WatchLine<T>> seen, CancellationToken cancellationToken)
    {
        var response = await http.GetAsync($"{path}?watch=true&timeoutSeconds=7200&resourceVersion={resourceVersion}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return ReadAsync(response, type, seen, cancellationToken);
    }

    private static async Task ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<WatchLine<T>> type, Action<WatchLine<T>> seen, CancellationToken cancellationToken)
    {
        using var _ = response;
        var reader = PipeReader.Create(await response.Content.ReadAsStreamAsync(cancellationToken), new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                Tell(buffer.Slice(0, end), type, seen);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                throw new IOException("The API server ended a watch of the bench.");
            }
        }
    }

    private static void Tell<T>(ReadOnlySequence<byte> line, JsonTypeInfo<WatchLine<T>> type, Action<WatchLine<T>> seen)
    {
        var json = new Utf8JsonReader(line);
        if (JsonSerializer.Deserialize(ref json, type) is { Object: not null } read)
        {
            seen(read);
        }
    }
}
