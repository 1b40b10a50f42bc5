using System.Net;
using System.Text;
using Operator.DbtCloud;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.DbtCloud;

public sealed class ManifestHeadTests
{
    private const string Metadata =
        """{"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json", "env": {"adapter_type": "no"}, "adapter_type": "snowflake", "quoting": {}}, "nodes": {""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_warehouse_is_read_from_the_beginning_of_a_manifest_that_is_cut_off_behind_it()
    {
        var head = await ReadAsync(Metadata + new string('x', 100));

        Assert.Equal("snowflake", head.AdapterType);
    }

    [Fact]
    public async Task Of_a_hundred_megabytes_only_the_first_64_KiB_are_read()
    {
        await using var endless = new Endless(Encoding.UTF8.GetBytes(Metadata));

        var head = await ManifestHeadReading.ReadAsync(endless, Cancelled);

        Assert.Equal("snowflake", head.AdapterType);
        Assert.Equal(ManifestHeadReading.Bytes, endless.Given);
    }

    [Fact]
    public async Task Wherever_the_text_ends_nothing_wrong_is_read()
    {
        for (var length = 0; length <= Metadata.Length; length++)
        {
            Assert.Contains((await ReadAsync(Metadata[..length])).AdapterType, new[] { null, "snowflake" });
        }
    }

    [Theory]
    [InlineData("""{"nodes": {"adapter_type": "snowflake"}, "metadata": {"dbt_version": "1.10.0"}}""")]
    [InlineData("""{"metadata": null, "other": {"adapter_type": "snowflake"}}""")]
    [InlineData("""{"metadata": {"adapter_type": {"name": "snowflake"}}}""")]
    [InlineData("""[{"metadata": {"adapter_type": "snowflake"}}]""")]
    [InlineData("<html>adapter_type</html>")]
    [InlineData("")]
    public async Task What_is_no_manifest_tells_nothing(string text) => Assert.Null((await ReadAsync(text)).AdapterType);

    [Fact]
    public async Task It_is_asked_for_as_a_file_of_the_run()
    {
        var dialogue = new DbtCloudDialogue(_ => Reply.Json(Metadata + "}}"));

        var answer = await dialogue.Client.ManifestHeadAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "777", Cancelled);

        Assert.Equal("snowflake", answer.Value().AdapterType);
        Assert.Equal("/api/v2/accounts/70471800000001/runs/777/artifacts/manifest.json", Assert.Single(dialogue.Asked).Url.PathAndQuery);
    }

    [Fact]
    public async Task A_run_without_one_has_none()
    {
        var dialogue = DbtCloudDialogue.Refusing(404, "The requested resource was not found.");

        Assert.IsType<DbtCloudAnswer<DbtManifestHead>.Missing>(await dialogue.Client.ManifestHeadAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "777", Cancelled));
    }

    [Fact]
    public async Task A_storage_elsewhere_is_followed_without_the_token()
    {
        var dialogue = new DbtCloudDialogue(request => request.RequestUri!.Host == "ab123.us1.dbt.com" ? Moved("https://storage.example.com/signed?key=1") : Reply.Json(Metadata + "}}"));

        var answer = await dialogue.Client.ManifestHeadAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "777", Cancelled);

        Assert.Equal("snowflake", answer.Value().AdapterType);
        Assert.Equal(["Bearer dbtc_canary", null], dialogue.Asked.Select(asked => asked.Authorization));
    }

    [Fact]
    public async Task An_id_that_leads_elsewhere_is_not_asked_for()
    {
        var dialogue = new DbtCloudDialogue(_ => Reply.Json("{}"));

        Assert.IsType<DbtCloudAnswer<DbtManifestHead>.Missing>(await dialogue.Client.ManifestHeadAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "../9", Cancelled));
        Assert.Empty(dialogue.Asked);
    }

    private static async Task<DbtManifestHead> ReadAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await ManifestHeadReading.ReadAsync(stream, Cancelled);
    }

    private static HttpResponseMessage Moved(string to) => new(HttpStatusCode.Found) { Headers = { Location = new Uri(to) } };

    /// <summary>A manifest that goes on for ever.</summary>
    private sealed class Endless(byte[] beginning) : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            if (Given < beginning.Length)
            {
                var rest = beginning.AsSpan((int)Given);
                rest[..Math.Min(rest.Length, buffer.Length)].CopyTo(buffer.Span);
            }

            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
