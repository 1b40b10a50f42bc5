using Xunit;

namespace Operator.ApiTests.Campaigns;

/// <summary>The first seeds of the campaign, and that its invariants can fail. make campaign tries thousands.</summary>
public sealed class ShortCampaignTests
{
    private const int Seeds = 32;

    /// <summary>Those in which nothing is known to be broken: docs/campaign.md says what is, of the others.</summary>
    private const string Kinds = "crashes,server,replicas,runs";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_invariant_is_broken_by_what_can_happen()
    {
        var journal = Path.GetTempFileName();

        var (code, output) = await CampaignProcess.RunAsync(["--seeds", $"{Seeds}", "--kinds", Kinds, "--journal", journal], Cancelled);

        Assert.True(code == 0, output);
        Assert.Equal(Seeds, File.ReadLines(journal).Count());
        File.Delete(journal);
    }

    [Fact]
    public async Task A_journal_is_gone_on_with_and_a_failure_in_it_counts()
    {
        var journal = Path.GetTempFileName();
        await File.WriteAllTextAsync(journal, "0\tMutations\t1\t1\tsomething was broken\n1\tCrashes\t1\t1\n2\tEve", Cancelled);

        var (code, output) = await CampaignProcess.RunAsync(["--seeds", "2", "--resume", "--journal", journal], Cancelled);

        Assert.Equal(1, code);
        Assert.Contains("FAILED seed 0, Mutations: make campaign CAMPAIGN_ARGS=\"--from 0 --seeds 1 --verbose\"", output, StringComparison.Ordinal);
        Assert.Contains("campaign: 2 of 2 seeds", output, StringComparison.Ordinal);
        File.Delete(journal);
    }

    [Fact]
    public async Task Each_invariant_notices_what_it_is_there_for()
    {
        var (code, output) = await CampaignProcess.RunAsync(["prove"], Cancelled);

        Assert.True(code == 0, output);
    }
}
