using System.Buffers.Text;
using System.Text;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class JwtExpiryTests
{
    [Theory]
    [InlineData("""{"sub":"ingestion-bot","exp":1795566571}""", 1795566571)]
    [InlineData("""{"exp":1795566571.75,"iat":1}""", 1795566571)]
    [InlineData("""{"nested":{"exp":1},"list":[{"exp":2}],"exp":3}""", 3)]
    public void The_claim_of_the_token_itself_tells_when_it_ends(string claims, long seconds) =>
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(seconds), AccessToken.From(Token(claims))!.ExpiresAt);

    [Theory]
    [InlineData("""{"sub":"ingestion-bot"}""")]
    [InlineData("""{"exp":null}""")]
    [InlineData("""{"exp":"1795566571"}""")]
    [InlineData("""{"exp":-1}""")]
    [InlineData("""{"exp":1e300}""")]
    [InlineData("""{"exp":17955""")]
    [InlineData("""["exp",1]""")]
    [InlineData("1795566571")]
    [InlineData("")]
    public void Without_such_a_claim_nothing_is_known_of_its_end(string claims) => Assert.Null(JwtExpiry.Of(Token(claims)));

    [Theory]
    [InlineData("plain")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("a.!!.c")]
    [InlineData("..")]
    public void A_text_that_is_no_such_token_has_no_end(string token) => Assert.Null(JwtExpiry.Of(token));

    [Fact]
    public void What_is_too_long_or_too_deep_is_not_read()
    {
        Assert.Null(JwtExpiry.Of(Token($$"""{"exp":1,"long":"{{new string('x', 20_000)}}"}""")));
        Assert.Null(JwtExpiry.Of(Token($$"""{"exp":1,"deep":{{new string('[', 100)}}{{new string(']', 100)}}}""")));
    }

    private static string Token(string claims) => $"eyJhbGciOiJIUzI1NiJ9.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.signature";
}
