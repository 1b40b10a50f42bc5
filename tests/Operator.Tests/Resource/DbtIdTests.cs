using System.Buffers;
using System.Text;
using System.Text.Json;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Resource;

/// <summary>An identifier that is read wrongly is a filter that lets other projects in.</summary>
public sealed class DbtIdTests
{
    [Theory]
    [InlineData("98765")]
    [InlineData("\"98765\"")]
    public void It_is_read_whole_wherever_the_network_cuts_it(string written)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"filters":[{"name":"marts","projectId":{{written}},"jobId":70471800000777}]}""");

        Assert.All(Enumerable.Range(1, json.Length - 1), cut =>
        {
            var filter = Read(json, cut).Filters!.Single();

            Assert.Equal(("98765", "70471800000777"), (filter.ProjectId?.Digits, filter.JobId?.Digits));
        });
    }

    private static IngestionSpec Read(byte[] json, int cut)
    {
        var last = new Piece(json.AsMemory(cut), null, cut);
        var first = new Piece(json.AsMemory(0, cut), last, 0);
        var reader = new Utf8JsonReader(new ReadOnlySequence<byte>(first, 0, last, json.Length - cut));
        return JsonSerializer.Deserialize(ref reader, ResourceJson.Default.IngestionSpec)!;
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? next, long index) => (Memory, Next, RunningIndex) = (memory, next, index);
    }
}
