using System.Text.RegularExpressions;
using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>The stand-in writes the log of the real ingestion, line by line, so that what reads one reads the other.</summary>
public sealed partial class LogTests
{
    private const int LongestLine = 370;
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recorded", "logs");
    private static readonly Dictionary<string, string> Versions = new() { ["1.12.14"] = "1.12.14.2", ["1.13.6"] = "1.13.6.3", ["2.0.7"] = "2.0.7.0" };

    public static TheoryData<string> Recordings =>
        [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Where(name => !Situations.IsRepeatedByTheLibrary(Case(name), Version(name))).Order()];

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Writes_the_recorded_lines(string recording)
    {
        await using var played = new PlayedCase(Situations.All[Case(recording)], Versions[Version(recording)]);

        await played.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Lines(File.ReadAllText(Path.Combine(Folder, recording + ".txt"))), Lines(played.Log));
    }

    private static string Case(string recording) => recording[..recording.LastIndexOf('-')];

    private static string Version(string recording) => recording[(recording.LastIndexOf('-') + 1)..];

    /// <summary>Without what differs from run to run: times, addresses, and what the server or the network had to say; recorded lines end after 400 characters.</summary>
    private static IEnumerable<string> Lines(string log) =>
        log.TrimEnd().Split('\n').Select(line => Varying().Replace(Stamp().Replace(line.TrimEnd(), ""), "…"))
            .Select(line => line.Length > LongestLine ? line[..LongestLine] : line);

    [GeneratedRegex(@"^\[[^]]*\] ")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"(?<=finished in time: ).*|(?<=Finished ).*(?= \(duration)|https?://[^/\] ]*|(?<=(properties|failure|label|false\]|\[GET\]): ?).*|(?<=capture tests ).*|(?<=due to \[).*(?=\])|(?<=SecretsManagerProvider\.db\]: ).*")]
    private static partial Regex Varying();
}
