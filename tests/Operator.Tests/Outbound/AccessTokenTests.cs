using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class AccessTokenTests
{
    [Theory]
    [InlineData("")]
    [InlineData("dbtc_abc\n")]
    [InlineData(" dbtc_abc")]
    [InlineData("dbtc abc")]
    [InlineData("dbtc_\u00e4")]
    [InlineData("dbtc_abc\r\nHost: evil.example")]
    public void A_text_that_cannot_stand_in_a_header_is_no_token(string text) => Assert.Null(AccessToken.From(text));

    [Fact]
    public void A_token_does_not_print()
    {
        var call = Asking.Call();

        Assert.Equal("(secret)", Asking.Token.ToString());
        Assert.DoesNotContain("dbtc_canary", call.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("dbtc_canary", Asking.Token.Fingerprint, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Tokens_are_equal_when_their_texts_are()
    {
        Assert.Equal(AccessToken.From("dbtc_canary"), Asking.Token);
        Assert.NotEqual(AccessToken.From("dbtc_other"), Asking.Token);
    }
}
