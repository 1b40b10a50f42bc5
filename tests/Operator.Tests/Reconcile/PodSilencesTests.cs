using Microsoft.Extensions.Time.Testing;
using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Reconcile;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>What a pod's word that dbt Cloud asked it for silence counts for.</summary>
public sealed class PodSilencesTests
{
    private static readonly DbtAccount Account = DbtAccount.At("https://ab123.us1.dbt.com", "12345")!;
    private static readonly AccessToken Token = AccessToken.From("dbtc_canary")!;

    private readonly FakeTimeProvider _time = new();
    private readonly PodSilences _silences;

    public PodSilencesTests() => _silences = new PodSilences(_time);

    [Theory]
    [InlineData(-60, 240)]
    [InlineData(-299, 1)]
    [InlineData(-300, null)]
    public void It_lasts_five_minutes_from_when_the_pod_was_told(int sinceSeconds, int? leftSeconds)
    {
        _silences.Keep("data", Account, Token, _time.GetUtcNow().AddSeconds(sinceSeconds));

        Assert.Equal(leftSeconds is { } left ? _time.GetUtcNow().AddSeconds(left) : null, _silences.Of("data", Account, Token));
    }

    [Fact]
    public void An_older_word_does_not_shorten_it_and_then_it_is_over()
    {
        _silences.Keep("data", Account, Token, _time.GetUtcNow());
        _silences.Keep("data", Account, Token, _time.GetUtcNow().AddMinutes(-3));
        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.NotNull(_silences.Of("data", Account, Token));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(_silences.Of("data", Account, Token));
    }

    [Fact]
    public void It_counts_for_the_pods_own_namespace_account_and_token()
    {
        _silences.Keep("data", Account, Token, _time.GetUtcNow());

        Assert.Null(_silences.Of("finance", Account, Token));
        Assert.Null(_silences.Of("data", Account, AccessToken.From("another")!));
        Assert.Null(_silences.Of("data", DbtAccount.At("https://ab123.us1.dbt.com", "777")!, Token));
    }
}
