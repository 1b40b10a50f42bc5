using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class ProxyRouteTests
{
    private static readonly Uri Proxy = new("http://proxy.corp.example:3128");

    [Theory]
    [InlineData("https://ab123.us1.dbt.com/", true)]
    [InlineData("https://openmetadata.corp.example/", false)]
    [InlineData("https://corp.example/", false)]
    [InlineData("https://notcorp.example/", true)]
    [InlineData("https://10.1.2.3/", false)]
    [InlineData("https://11.1.2.3/", true)]
    [InlineData("https://192.168.7.7/", false)]
    [InlineData("http://ab123.us1.dbt.com/", false)]
    public void Each_host_takes_the_proxy_of_its_scheme_unless_it_is_excepted(string url, bool proxied)
    {
        var route = new ProxyRoute(new ProxyOptions(Proxy, null, [".corp.example", "10.0.0.0/8", "192.168.7.7"]));

        Assert.Equal(proxied ? Proxy : null, route.GetProxy(new Uri(url)));
        Assert.Equal(!proxied, route.IsBypassed(new Uri(url)));
    }

    [Fact]
    public void A_star_excepts_every_host() =>
        Assert.True(new ProxyRoute(new ProxyOptions(Proxy, Proxy, ["*"])).IsBypassed(new Uri("https://dbt.example/")));

    [Fact]
    public void A_user_in_the_proxy_s_address_becomes_its_credentials_and_is_not_printed()
    {
        var route = new ProxyRoute(new ProxyOptions(new Uri("http://me:p%40ss@proxy.corp.example:3128"), null, []));

        Assert.DoesNotContain("p%40ss", new ProxyOptions(new Uri("http://me:p%40ss@proxy.corp.example:3128"), null, []).ToString(), StringComparison.Ordinal);
        var credential = route.Credentials!.GetCredential(Proxy, "Basic")!;

        Assert.Equal(("me", "p@ss"), (credential.UserName, credential.Password));
    }
}
