using System.Text.Json;

namespace Operator.Staging;

/// <summary>Is told of every token of a document as it streams by, and compares names and words as they are written: none of those that count has a letter to escape.</summary>
internal interface IJsonListener
{
    /// <param name="start">Where the token begins in the document, in bytes.</param>
    /// <param name="end">Where it is over.</param>
    void Hear(ref Utf8JsonReader json, long start, long end);
}

/// <summary>
/// Reads a document piece by piece, hands on each piece as it came, and knows at the end whether it was whole. What it holds is
/// one piece, or a text that is longer than that.
/// </summary>
internal sealed class JsonFlow(IJsonListener listener)
{
    private const int Piece = 64 * 1024;

    /// <summary>No text of an artifact is longer; pictures in documentation are the longest.</summary>
    private const int LongestText = 16 * 1024 * 1024;

    // Deeper than anything dbt writes, and no deeper than Python reads.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    private byte[] _buffer = new byte[Piece];
    private int _filled;
    private long _read;
    private JsonReaderState _state = new(Options);

    /// <summary>False for what is no JSON object, or not all of one.</summary>
    public async ValueTask<bool> PassAsync(Stream from, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> onwards, CancellationToken cancellationToken)
    {
        while (MakeRoom())
        {
            var count = await from.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
            await onwards(_buffer.AsMemory(_filled, count), cancellationToken);
            _filled += count;
            if (!Advance(isEnd: count == 0))
            {
                return false;
            }

            if (count == 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool MakeRoom()
    {
        if (_filled == _buffer.Length && _filled < LongestText)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        return _filled < _buffer.Length;
    }

    private bool Advance(bool isEnd)
    {
        try
        {
            var json = new Utf8JsonReader(_buffer.AsSpan(0, _filled), isEnd, _state);
            while (json.Read())
            {
                if (json is { CurrentDepth: 0, TokenType: not (JsonTokenType.StartObject or JsonTokenType.EndObject) })
                {
                    return false;
                }

                listener.Hear(ref json, _read + json.TokenStartIndex, _read + json.BytesConsumed);
            }

            _state = json.CurrentState;
            Drop((int)json.BytesConsumed);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Drop(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        (_filled, _read) = (_filled - count, _read + count);
    }
}

/// <summary>Reads a value that may be anything.</summary>
internal static class JsonText
{
    private const int Longest = 1024;

    /// <summary>A text of usual length; null for one that is no Unicode, too.</summary>
    public static string? Of(ref Utf8JsonReader json)
    {
        try
        {
            return json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && json.ValueSpan.Length <= Longest ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
