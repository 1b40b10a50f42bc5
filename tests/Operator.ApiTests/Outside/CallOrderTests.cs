using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>The stand-in of the ingestion makes the calls of the real one, one after the other.</summary>
public sealed class CallOrderTests
{
    private static readonly Dictionary<string, string> Versions = new() { ["1.12.14"] = "1.12.14.2", ["1.13.6"] = "1.13.6.3", ["2.0.7"] = "2.0.7.0" };

    public static TheoryData<string> Recordings => [.. RecordedCall.Files()];

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Makes_the_recorded_calls_in_the_recorded_order(string recording)
    {
        var cut = recording.LastIndexOf('-');
        await using var played = new PlayedCase(Situations.All[recording[..cut]], Versions[recording[(cut + 1)..]]);

        await played.RunAsync(TestContext.Current.CancellationToken);

        var recorded = RecordedCall.Of(recording).ToLookup(call => call.To, call => Line(call.Method, call.PathAndQuery));
        Assert.Equal(recorded["dbt"], played.ToDbtCloud.Select(call => Line(call.Method, call.Path + call.Query)));
        Assert.Equal(recorded["openmetadata"], played.ToOpenMetadata.Select(call => Line(call.Method, call.Path + call.Query)));
    }

    /// <summary>Python and .NET set spaces differently in the JSON of a query.</summary>
    private static string Line(string method, string path) => $"{method} {Uri.UnescapeDataString(path).Replace(" ", "", StringComparison.Ordinal)}";
}
