using Operator.Plan;
using Xunit;

namespace Operator.Tests.Staging;

public sealed class WholeOrNotAtAllTests
{
    private const string Path = $"runs/{DbtCloudDouble.Run}/artifacts/manifest.json";

    private static readonly byte[] Manifest = """{"metadata": {"env": {}}, "nodes": {"model.a": {"alias": "b\u00e9é", "n": [1.5, null]}}}"""u8.ToArray();

    [Fact]
    public async Task Wherever_the_connection_is_cut_the_next_try_brings_the_whole()
    {
        for (var length = 0; length < Manifest.Length; length++)
        {
            using var fetched = await Fetched.FromAsync(With(Manifest).Disturbed(Path, DbtCloudDouble.CutAt(length)));

            Assert.Equal((length, null), (length, fetched.Message.Reason));
            Assert.Equal(Manifest, await File.ReadAllBytesAsync(fetched.PathOf("manifest.json"), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Wherever_an_answer_ends_too_early_without_a_word_it_is_noticed()
    {
        for (var length = 0; length < Manifest.Length; length++)
        {
            using var fetched = await Fetched.FromAsync(With(Manifest).Disturbed(Path, DbtCloudDouble.EndingAt(length)));

            Assert.Equal((length, null), (length, fetched.Message.Reason));
            Assert.Equal(Manifest, await File.ReadAllBytesAsync(fetched.PathOf("manifest.json"), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_file_that_never_comes_whole_has_no_place_and_says_so()
    {
        using var fetched = await Fetched.FromAsync(With(Manifest[..^1]));

        Assert.Equal(FetchReason.ArtifactsInvalid.Name, fetched.Message.Reason);
        Assert.DoesNotContain(fetched.Files, file => file.StartsWith("manifest", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"a\":1} x")]
    [InlineData("<html>not here</html>")]
    [InlineData("")]
    [InlineData("{\"a\":\"\n\"}")]
    public async Task What_is_no_document_of_dbt_is_not_taken_for_one(string text)
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded().WithFile(DbtCloudDouble.Run, "manifest.json", text));

        Assert.Equal(FetchReason.ArtifactsInvalid.Name, fetched.Message.Reason);
        Assert.DoesNotContain("manifest.json", fetched.Files);
    }

    [Fact]
    public async Task A_text_that_is_longer_than_every_piece_is_read_whole()
    {
        var document = $$"""{"docs": "{{new string('x', 1_000_000)}}é"}""";

        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded().WithFile(DbtCloudDouble.Run, "manifest.json", document));

        Assert.Equal(document, fetched.Text("manifest.json"));
    }

    [Fact]
    public async Task What_an_attempt_before_left_is_not_taken_for_this_ones()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded());
        await File.WriteAllTextAsync(fetched.PathOf("manifest.json.part"), "{\"metadata\": {", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(fetched.PathOf("skip"), "", TestContext.Current.CancellationToken);

        await fetched.AgainAsync(DbtCloudDouble.Recorded().Disturbed("runs/", _ => new HttpResponseMessage(System.Net.HttpStatusCode.MethodNotAllowed)));

        Assert.Equal(FetchReason.Unreachable.Name, fetched.Message.Reason);
        Assert.Empty(fetched.Files);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_as_such()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded());
        Directory.CreateDirectory(fetched.PathOf("catalog.json.part"));

        await fetched.AgainAsync(DbtCloudDouble.Recorded());

        Assert.Equal(FetchReason.ArtifactsUnavailable.Name, fetched.Message.Reason);
        Assert.Contains("does not take the files", fetched.Log.All.Last().Text, StringComparison.Ordinal);
    }

    private static DbtCloudDouble With(byte[] manifest) => DbtCloudDouble.Recorded().WithFile(DbtCloudDouble.Run, "manifest.json", manifest);
}
