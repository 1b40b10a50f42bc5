using System.Net;
using System.Text.Json.Nodes;
using Operator.Plan;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.Staging;

/// <summary>A fetch that is killed in the middle of a file, wherever that is, and the one that comes after it in the same folder.</summary>
public sealed class KilledFetchTests
{
    private const string Artifacts = $"runs/{DbtCloudDouble.Run}/artifacts/";
    private const int Points = 12;

    private static readonly string[] Sources = ["4-docs-generate/manifest.json", "4-docs-generate/catalog.json", "1-source-freshness/sources.json", "3-test/run_results.json"];

    public static TheoryData<string> Files => ["manifest.json", "catalog.json", "sources.json", "run_results.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Nothing_that_it_leaves_is_taken_for_whole(string file)
    {
        using var before = await Fetched.FromAsync(DbtCloudDouble.Recorded());
        foreach (var at in Cuts(file))
        {
            using var fetched = await KilledAsync(file, at);

            Assert.DoesNotContain(file, fetched.NamedFiles);
            Assert.All(fetched.NamedFiles, whole => Assert.Equal(before.Text(whole), fetched.Text(whole)));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_next_one_brings_its_own_files_and_none_of_that(string file)
    {
        using var alone = await Fetched.FromAsync(Another());
        foreach (var at in Cuts(file))
        {
            using var fetched = await KilledAsync(file, at);

            await fetched.AgainAsync(Another());

            Assert.Null(fetched.Message.Reason);
            Assert.Equal(alone.Files, fetched.Files);
            Assert.All(alone.Files, name => Assert.Equal(alone.Text(name), fetched.Text(name)));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task One_that_finds_nothing_leaves_nothing_of_that_either(string file)
    {
        foreach (var at in Cuts(file))
        {
            using var fetched = await KilledAsync(file, at);

            await fetched.AgainAsync(DbtCloudDouble.Recorded().Disturbed("runs/", _ => Reply.Status(401)));

            Assert.Equal(FetchReason.InvalidTokenOrHost.Name, fetched.Message.Reason);
            Assert.Empty(fetched.Files);
        }
    }

    /// <summary>From the first byte to the one before the last.</summary>
    private static IEnumerable<int> Cuts(string file)
    {
        var length = DbtCloudDouble.RecordedFile(Sources.Single(source => source.EndsWith(file, StringComparison.Ordinal))).Length;
        return Enumerable.Range(0, Points).Select(point => point * (length - 1) / (Points - 1)).Distinct();
    }

    private static async Task<Fetched> KilledAsync(string file, int at)
    {
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var fetched = new Fetched();
        var cloud = DbtCloudDouble.Recorded().Disturbed(Artifacts + file, whole => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new LastBytes(whole!, at, kill)) });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetched.AgainAsync(cloud, killed: kill.Token));
        return fetched;
    }

    /// <summary>Another run, of which every file differs.</summary>
    private static DbtCloudDouble Another()
    {
        var cloud = DbtCloudDouble.Recorded();
        foreach (var file in Sources)
        {
            var changed = JsonNode.Parse(DbtCloudDouble.RecordedFile(file))!;
            changed["metadata"]!["invocation_id"] = "another";
            cloud.WithFile(DbtCloudDouble.Run, file.Split('/')[1], changed.ToJsonString(), file.StartsWith('3') ? 3 : null);
        }

        return cloud;
    }

    /// <summary>Gives so many bytes in pieces; then the process is no more.</summary>
    private sealed class LastBytes(byte[] content, int at, CancellationTokenSource kill) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < at)
            {
                return await base.ReadAsync(buffer[..(int)Math.Min(Math.Min(buffer.Length, 1000), at - Position)], cancellationToken);
            }

            await kill.CancelAsync();
            throw new OperationCanceledException(kill.Token);
        }
    }
}
