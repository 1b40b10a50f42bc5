namespace Operator.Outbound;

/// <summary>
/// JSON as it streams by, with every text cut to a length that none has which somebody reads. The steps of a dbt run carry
/// their logs, megabytes each, and a reader of JSON holds a text as a whole even where it only skips it.
/// </summary>
internal sealed class ShortTexts(Stream inner) : PassingStream
{
    public const int Most = 16 * 1024;

    private bool _isInText;
    private bool _isEscaped;
    private bool _isOver;

    // Digits of an escape such as \u00e9 that are still to come.
    private int _digits;
    private int _length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            var kept = Shorten(buffer.Span[..count]);
            if (kept > 0 || count == 0)
            {
                return kept;
            }
        }
    }

    private int Shorten(Span<byte> bytes)
    {
        var kept = 0;
        foreach (var one in bytes)
        {
            if (Keeps(one))
            {
                bytes[kept++] = one;
            }
        }

        return kept;
    }

    private bool Keeps(byte one)
    {
        if (!_isInText)
        {
            _isInText = one == '"';
            (_isOver, _length) = (false, 0);
            return true;
        }

        // Neither an escape nor a letter of several bytes is cut in two.
        var isBetween = !_isEscaped && _digits == 0 && (one & 0xC0) != 0x80;
        if (isBetween && one == '"')
        {
            _isInText = false;
            return true;
        }

        _isOver |= isBetween && _length >= Most;
        _length++;
        (_isEscaped, _digits) = _isEscaped ? (false, one == 'u' ? 4 : 0) : (_digits == 0 && one == '\\', Math.Max(0, _digits - 1));
        return !_isOver;
    }
}
