using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using Operator.Cluster.Api;

namespace Operator.Cluster.Watching;

/// <summary>
/// Reads one page of a list as it comes and hands its objects on one by one: no more of it is in memory than one object, and of an
/// object that is too large not even that.
/// </summary>
internal sealed class ListReader<T>(JsonTypeInfo<T> type, Action<Decoded<T>> take)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Of all that stands beside the objects; a continuation is some hundred bytes.</summary>
    private const int MostBytesOfMember = 64 * 1024;

    private JsonReaderState _state;
    private ListMeta? _meta;
    private ObjectOutline? _item;
    private bool _inItems;
    private bool _isOver;
    private bool _isBroken;
    private int _items;
    private long _bytes;

    /// <summary>How much of the object is gone already.</summary>
    private long _dropped;

    /// <summary>Null where the text is no list at all, or ends before it is over.</summary>
    /// <param name="heard">Called whenever something has come.</param>
    public static async Task<ListHead?> ReadAsync(Stream stream, JsonTypeInfo<T> type, Action<Decoded<T>> take, Action heard, CancellationToken cancellationToken)
    {
        var reader = new ListReader<T>(type, take);
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024));
        while (!reader._isOver && !reader._isBroken)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            heard();
            pipe.AdvanceTo(reader.Take(read.Buffer), read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        return reader.Head;
    }

    private ListHead? Head => _isOver && _meta?.ResourceVersion is { Length: > 0 } version
        ? new ListHead(version, string.IsNullOrEmpty(_meta.Continue) ? null : _meta.Continue, _items, _bytes)
        : null;

    /// <summary>Answers with where to go on; what lies behind that is wanted again, together with more.</summary>
    private SequencePosition Take(ReadOnlySequence<byte> buffer)
    {
        var rest = buffer;
        while (!_isOver && !_isBroken && !rest.IsEmpty && (_inItems ? TakeItem(ref rest) : TakeMember(ref rest)))
        {
            // As long as there is something whole.
        }

        return rest.Start;
    }

    /// <summary>Up to and with one member of the list itself, or into its items. False where it is not whole yet.</summary>
    private bool TakeMember(ref ReadOnlySequence<byte> rest)
    {
        try
        {
            var reader = new Utf8JsonReader(rest, isFinalBlock: false, _state);
            if (!reader.Read() || (reader.TokenType == JsonTokenType.PropertyName && !TakeValue(ref reader, rest)))
            {
                _isBroken = rest.Length > MostBytesOfMember;
                return false;
            }

            _isOver = reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0;
            _isBroken = !_isOver && reader.CurrentDepth == 0 && reader.TokenType != JsonTokenType.StartObject;
            _state = reader.CurrentState;
            rest = rest.Slice(reader.BytesConsumed);
            return true;
        }
        catch (JsonException)
        {
            _isBroken = true;
            return false;
        }
    }

    private bool TakeValue(ref Utf8JsonReader reader, ReadOnlySequence<byte> rest)
    {
        var (isMeta, isItems) = (reader.ValueTextEquals("metadata"), reader.ValueTextEquals("items"));
        if (!reader.Read())
        {
            return false;
        }

        if (isItems)
        {
            _inItems = reader.TokenType == JsonTokenType.StartArray;
            return true;
        }

        var start = reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return false;
        }

        if (isMeta)
        {
            var json = new Utf8JsonReader(rest.Slice(start, reader.BytesConsumed - start));
            _meta = JsonSerializer.Deserialize(ref json, ClusterJson.Default.ListMeta);
        }

        return true;
    }

    /// <summary>One object, or the end of them. An object that does not end within the bound is gone over and not kept.</summary>
    private bool TakeItem(ref ReadOnlySequence<byte> rest)
    {
        if (_item is null && !FindItem(ref rest))
        {
            return false;
        }

        return !_inItems || (Feed(ref rest) && Finish(ref rest));
    }

    /// <summary>Skips to where an object begins or the array ends. False where neither has come yet.</summary>
    private bool FindItem(ref ReadOnlySequence<byte> rest)
    {
        var reader = new SequenceReader<byte>(rest);
        reader.AdvancePastAny(" \t\r\n,"u8);
        rest = reader.UnreadSequence;
        if (!reader.TryPeek(out var sign))
        {
            return false;
        }

        _inItems = sign != (byte)']';
        _isBroken = _inItems && sign != (byte)'{';
        (_item, _dropped) = (_inItems ? new ObjectOutline() : null, 0);
        return !_isBroken;
    }

    /// <summary>Goes over what has come of the object. True once it is over.</summary>
    private bool Feed(ref ReadOnlySequence<byte> rest)
    {
        foreach (var segment in rest.Slice(_item!.Length - _dropped))
        {
            _item.Feed(segment.Span);
        }

        if (!_item.HasEnded && _item.Length > ObjectLimits.Bytes)
        {
            _dropped = _item.Length;
            rest = rest.Slice(rest.End);
        }

        return _item.HasEnded;
    }

    private bool Finish(ref ReadOnlySequence<byte> rest)
    {
        var (item, here) = (_item!, _item!.Length - _dropped);
        _item = null;
        _items++;
        _bytes += item.Length;
        take(Decoded<T>.Read(rest.Slice(0, here), item, type));
        rest = rest.Slice(here);
        return true;
    }
}
