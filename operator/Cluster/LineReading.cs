using System.Text;

namespace Operator.Cluster;

/// <summary>Takes a stream apart into lines, in bounded memory: of a long line only the beginning is kept, of a long stream only so many bytes are read.</summary>
internal static class LineReading
{
    public const int LongestLine = 4 * 1024;

    private const int ReadAtOnce = 16 * 1024;
    private const byte EndOfLine = (byte)'\n';

    /// <returns>How many lines there were; null where the stream is longer than <paramref name="most"/> bytes.</returns>
    public static async Task<int?> ReadAsync(Stream stream, long most, Action<string> eachLine, CancellationToken cancellationToken)
    {
        var read = new byte[ReadAtOnce];
        var line = new Line(eachLine);
        for (long total = 0; total <= most;)
        {
            var length = await stream.ReadAsync(read, cancellationToken);
            if (length == 0)
            {
                return line.End();
            }

            total += length;
            line.Take(read.AsSpan(0, length));
        }

        return null;
    }

    private sealed class Line(Action<string> eachLine)
    {
        private readonly byte[] _kept = new byte[LongestLine];
        private int _length;
        private bool _hasBegun;
        private int _lines;

        public void Take(ReadOnlySpan<byte> bytes)
        {
            while (bytes.IndexOf(EndOfLine) is >= 0 and var end)
            {
                Keep(bytes[..end]);
                HandOn();
                bytes = bytes[(end + 1)..];
            }

            if (bytes.Length > 0)
            {
                Keep(bytes);
            }
        }

        /// <summary>What a process writes last need not end with its line.</summary>
        public int End()
        {
            if (_hasBegun)
            {
                HandOn();
            }

            return _lines;
        }

        private void Keep(ReadOnlySpan<byte> bytes)
        {
            var kept = bytes[..Math.Min(bytes.Length, LongestLine - _length)];
            kept.CopyTo(_kept.AsSpan(_length));
            _length += kept.Length;
            _hasBegun = true;
        }

        private void HandOn()
        {
            eachLine(Encoding.UTF8.GetString(_kept, 0, _length).TrimEnd('\r'));
            (_length, _hasBegun) = (0, false);
            _lines++;
        }
    }
}
