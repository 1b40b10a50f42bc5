using Xunit;

namespace Operator.ApiTests.Outside;

/// <summary>The stand-in of the ingestion ends every recorded case as the real one did.</summary>
public sealed class OutcomeTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var outcome in RecordedOutcome.All.Where(outcome => !Situations.NotMet.ContainsKey(outcome.Case)))
            {
                data.Add(outcome.Case, outcome.Version);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Ends_as_the_real_ingestion_did(string name, string version)
    {
        var recorded = RecordedOutcome.All.Single(outcome => outcome.Case == name && outcome.Version == version);
        await using var played = new PlayedCase(Situations.All[name], version);

        await played.RunAsync(TestContext.Current.CancellationToken);

        var calls = Situations.IsRepeatedByTheLibrary(name, version) ? recorded.OpenMetadataCalls : played.ToOpenMetadata.Count;
        Assert.Equal(
            (recorded.Exit, recorded.LastState, recorded.DbtCalls, recorded.TestResults, recorded.TokenWasSent, recorded.OpenMetadataCalls),
            (played.Exit, played.LastState, played.ToDbtCloud.Count, played.TestResults, played.TokenWasSent, calls));
        Assert.Contains(recorded.Sentence, played.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_recorded_case_is_met_or_has_a_reason()
    {
        var missing = RecordedOutcome.All.Select(outcome => outcome.Case).Distinct()
            .Where(name => !Situations.All.ContainsKey(name) && !Situations.NotMet.ContainsKey(name));

        Assert.Empty(missing);
    }
}
