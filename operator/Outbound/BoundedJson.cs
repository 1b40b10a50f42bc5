namespace Operator.Outbound;

/// <summary>
/// JSON as it streams by, cut with an exception where it holds more entries than the limits allow: a reader makes an object of
/// two bytes such as <c>{}</c>, and so a hundred of an answer's size. Depth is the reader's own to bound.
/// </summary>
internal sealed class BoundedJson(Stream inner, JsonLimits limits) : PassingStream
{
    private const int Deepest = 64;

    // Entries so far of each container that is open; an object's members are -1 and do not count.
    private readonly int[] _entries = new int[Deepest];
    private int _depth;
    private int _all;
    private int _literal;
    private bool _isInText;
    private bool _isEscaped;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Note(buffer.Span[..count]);
        return count;
    }

    private void Note(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (_isInText)
            {
                (_isInText, _isEscaped) = (_isEscaped || one != '"', !_isEscaped && one == '\\');
            }
            else
            {
                NoteOutsideOfText(one);
            }
        }
    }

    private void NoteOutsideOfText(byte one)
    {
        switch (one)
        {
            case (byte)'"':
                (_isInText, _literal) = (true, 0);
                break;
            case (byte)'[' or (byte)'{':
                Open(one == '[' ? 0 : -1);
                break;
            case (byte)']' or (byte)'}':
                (_depth, _literal) = (Math.Max(0, _depth - 1), 0);
                break;
            case (byte)',':
                Count();
                break;
            case (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                _literal = 0;
                break;
            default:
                Refuse(++_literal > JsonLimits.Literal, JsonLimits.Literal);
                break;
        }
    }

    private void Open(int entries)
    {
        if (_depth < Deepest)
        {
            _entries[_depth] = entries;
        }

        _depth++;
        Count();
    }

    /// <summary>What stands behind a comma is another entry; the first is counted with the array, whether it has one or not.</summary>
    private void Count()
    {
        _literal = 0;
        if (_depth is 0 or > Deepest || _entries[_depth - 1] < 0)
        {
            return;
        }

        Refuse(++_entries[_depth - 1] > limits.Entries, limits.Entries);
        Refuse(++_all > limits.AllEntries, limits.AllEntries);
    }

    private static void Refuse(bool isTooMuch, int limit)
    {
        if (isTooMuch)
        {
            throw new BodyTooLargeException(limit);
        }
    }
}
