using System.Text;
using Operator.Cluster;
using Xunit;

namespace Operator.Tests.Cluster;

/// <summary>A log as lines, however it arrives.</summary>
public sealed class LineReadingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 0)]
    [InlineData("one", 1)]
    [InlineData("one\n", 1)]
    [InlineData("\n", 1)]
    [InlineData("one\n\nthrée\r\nfour", 4)]
    public async Task Every_line_comes_once_whatever_pieces_it_comes_in(string text, int lines)
    {
        foreach (var piece in (int[])[1, 2, 3, 100])
        {
            var (count, read) = await ReadAsync(Encoding.UTF8.GetBytes(text), piece);

            Assert.Equal(lines, count);
            Assert.Equal(text.Split('\n').Select(line => line.TrimEnd('\r')).Take(lines), read);
        }
    }

    [Fact]
    public async Task Of_a_long_line_only_its_beginning_is_kept()
    {
        var (count, read) = await ReadAsync(Encoding.UTF8.GetBytes($"{new string('x', 100_000)}\nnext\n"), 1000);

        Assert.Equal((2, LineReading.LongestLine, "next"), (count, read[0].Length, read[1]));
    }

    [Fact]
    public async Task A_stream_that_is_too_long_has_no_end()
    {
        var (count, read) = await ReadAsync(new byte[2000], 100, most: 1000);

        Assert.Null(count);
        Assert.Equal([], read);
    }

    private static async Task<(int? Count, List<string> Lines)> ReadAsync(byte[] bytes, int piece, long most = long.MaxValue)
    {
        List<string> lines = [];
        await using var stream = new InPieces(bytes, piece);
        return (await LineReading.ReadAsync(stream, most, lines.Add, Token), lines);
    }

    private sealed class InPieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
