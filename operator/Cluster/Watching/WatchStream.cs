using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;

namespace Operator.Cluster.Watching;

/// <summary>Reads a watch line by line, as it comes.</summary>
internal static class WatchStream
{
    /// <summary>Ends when the server ends the answer; a last line without its end is dropped, since the connection was cut in it.</summary>
    public static async IAsyncEnumerable<WatchEvent<T>> ReadAsync<T>(
        Stream stream, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var pipe = PipeReader.Create(stream);
        var lines = new WatchLines<T>(type);
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (lines.Take(ref rest) is { } happened)
            {
                yield return happened;
            }

            pipe.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                yield break;
            }
        }
    }
}
