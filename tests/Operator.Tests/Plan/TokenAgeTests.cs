using Operator.Plan;
using Operator.Resource;
using Xunit;
using static Operator.Resource.Reasons;

namespace Operator.Tests.Plan;

public sealed class TokenAgeTests
{
    private static readonly DateTimeOffset End = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CheckSeen Passed = new(CheckNames.BotToken, CheckResults.Passed);

    private static readonly CheckSeen Refused = new(CheckNames.BotToken, CheckResults.Failed, OpenMetadataVerified.InvalidToken, "refused");

    private static readonly DbtCloudIngestion Ingestion = new() { Spec = new() { OpenMetadata = new() { TokenSecretRef = new() { Name = "openmetadata-bot" } } } };

    [Fact]
    public void A_token_that_never_ends_is_as_it_was_told() => Assert.Equal(Passed, Judge(Passed, null, End));

    [Fact]
    public void A_token_with_more_than_a_week_left_is_as_it_was_told() => Assert.Equal(Passed, Judge(Passed, End, End.AddDays(-7).AddSeconds(-1)));

    [Fact]
    public void In_its_last_week_it_is_a_warning_that_names_the_day_and_the_Secret()
    {
        var check = Judge(Passed, End, End.AddDays(-7))!;

        Assert.Equal((CheckResults.Warning, OpenMetadataVerified.TokenExpiresSoon), (check.Result, check.Reason));
        Assert.Contains("2026-12-01T12:00:00Z", check.Message, StringComparison.Ordinal);
        Assert.Contains("\"openmetadata-bot\" under \"jwtToken\"", check.Message, StringComparison.Ordinal);
        Assert.Equal(check, Judge(check, End, End.AddDays(-1)));
    }

    [Fact]
    public void Past_its_end_it_has_failed_whatever_was_told()
    {
        Assert.All([Passed, Refused, null], told => Assert.Equal(OpenMetadataVerified.TokenExpired, Judge(told, End, End)!.Reason));
    }

    [Fact]
    public void A_refusal_is_worse_than_an_end_that_is_near() => Assert.Equal(Refused, Judge(Refused, End, End.AddDays(-1)));

    [Theory]
    [InlineData(-20, 13)]
    [InlineData(-7, 7)]
    [InlineData(-1, 1)]
    public void The_next_news_is_the_last_week_and_then_the_end(int now, int until) =>
        Assert.Equal(TimeSpan.FromDays(until), TokenAge.UntilNews(Key(End), End.AddDays(now)));

    [Fact]
    public void Of_what_has_ended_or_never_ends_no_news_comes()
    {
        Assert.Null(TokenAge.UntilNews(Key(End), End));
        Assert.Null(TokenAge.UntilNews(Key(null), End));
    }

    private static CheckSeen? Judge(CheckSeen? told, DateTimeOffset? end, DateTimeOffset now) => TokenAge.Judge(Ingestion, told, Key(end), now);

    private static KeySeen Key(DateTimeOffset? end) => new(SecretsResolved.Resolved, "bot-uid/9", ExpiresAt: end);
}
