using System.Text;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

/// <summary>How much of an answer in JSON is handed to its reader.</summary>
public sealed class BoundedJsonTests
{
    private static readonly JsonLimits Three = new(Entries: 3, AllEntries: 6);

    [Theory]
    [InlineData("""{"data":[1,2,3]}""")]
    [InlineData("""[[1,2],[3]]""")]
    [InlineData("""{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8}""")]
    [InlineData("""{"text":"[1,2,3,4,5,6,7,8] \" , [ \\"}""")]
    [InlineData("""{"data":[{"a":[],"b":{}},{"c":[1,2]}]}""")]
    public async Task What_keeps_within_the_limits_passes_as_it_is(string json)
    {
        Assert.Equal(json, await ReadAsync(json, piece: 1));
        Assert.Equal(json, await ReadAsync(json, piece: 4096));
    }

    [Theory]
    [InlineData("""{"data":[1,2,3,4]}""", 3)]
    [InlineData("""{"data":[{},{},{},{}]}""", 3)]
    [InlineData("""[{"deep":["","","",""]}]""", 3)]
    [InlineData("""[[1,2,3],[1,2,3]]""", 6)]
    [InlineData("""[["a","b"],["c","d"],["e","f"]]""", 6)]
    public async Task More_entries_of_one_array_or_of_all_are_refused(string json, int limit)
    {
        Assert.Equal(limit, (await Assert.ThrowsAsync<BodyTooLargeException>(() => ReadAsync(json, piece: 1))).Limit);
        Assert.Equal(limit, (await Assert.ThrowsAsync<BodyTooLargeException>(() => ReadAsync(json, piece: 4096))).Limit);
    }

    [Fact]
    public async Task A_number_without_end_is_refused()
    {
        Assert.Equal(1_001, (await ReadAsync($"[{new string('1', 999)}]", 4096)).Length);
        await Assert.ThrowsAsync<BodyTooLargeException>(() => ReadAsync($"[{new string('1', 1_001)}]", 4096));
    }

    private static async Task<string> ReadAsync(string json, int piece)
    {
        using var bounded = new BoundedJson(new MemoryStream(Encoding.UTF8.GetBytes(json)), Three);
        var (read, buffer) = (new MemoryStream(), new byte[piece]);
        while (await bounded.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
        {
            read.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(read.ToArray());
    }
}
