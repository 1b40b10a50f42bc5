using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;

namespace Operator.Cluster.Watching;

/// <summary>Cuts a watch into lines. A line that is longer than any object that is read is gone over and not kept.</summary>
internal sealed class WatchLines<T>(JsonTypeInfo<T> type)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>An object, and what a line has around it.</summary>
    private const int LongestLine = ObjectLimits.Bytes + 64;

    private ObjectOutline? _tooLong;

    /// <summary>So much of what is kept holds no end of a line.</summary>
    private long _searched;

    /// <summary>The next event, which is then no longer in <paramref name="rest"/>; null where none is whole yet.</summary>
    public WatchEvent<T>? Take(ref ReadOnlySequence<byte> rest)
    {
        while (rest.Slice(_searched).PositionOf((byte)'\n') is { } end)
        {
            var line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            _searched = 0;
            if (_tooLong is not null || !line.IsEmpty)
            {
                return EventOf(line);
            }
        }

        Keep(ref rest);
        return null;
    }

    private WatchEvent<T> EventOf(ReadOnlySequence<byte> line)
    {
        if (_tooLong is null)
        {
            return WatchEvent<T>.Read(line, type);
        }

        GoOver(line);
        var told = WatchEvent<T>.TooLarge(_tooLong);
        _tooLong = null;
        return told;
    }

    private void Keep(ref ReadOnlySequence<byte> rest)
    {
        if (_tooLong is null && rest.Length <= LongestLine)
        {
            _searched = rest.Length;
            return;
        }

        _tooLong ??= new ObjectOutline(outer: 1);
        GoOver(rest);
        rest = rest.Slice(rest.End);
        _searched = 0;
    }

    private void GoOver(ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            _tooLong!.Feed(segment.Span);
        }
    }
}
