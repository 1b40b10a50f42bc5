using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class RedirectTests
{
    private readonly EagerClock _clock = new(TimeSpan.Zero);

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task On_its_own_host_a_call_follows_with_its_token(int status)
    {
        var outside = new FakeConnections(request => request.RequestUri!.AbsolutePath == "/new" ? Reply.Json("{}") : Reply.Redirect("/new", status));

        var answer = await outside.Calls(_clock).TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Received("200 {}"), answer);
        Assert.All(outside.Asked, asked => Assert.Equal("Bearer dbtc_canary", asked.Authorization));
    }

    [Theory]
    [InlineData("https://login.example/?next=secret")]
    [InlineData("https://dbt.example:8443/")]
    [InlineData("http://dbt.example/")]
    public async Task Another_host_port_or_scheme_is_not_followed(string target)
    {
        var outside = new FakeConnections(_ => Reply.Redirect(target));

        var answer = await outside.Calls(_clock).TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.Redirected(new Uri(target).Host)), answer);
        Assert.Single(outside.Asked);
    }

    [Fact]
    public async Task Where_the_call_allows_it_another_host_is_asked_without_the_token_and_it_stays_away()
    {
        var outside = new FakeConnections(request => request.RequestUri!.AbsoluteUri switch
        {
            "https://dbt.example/artifact" => Reply.Redirect("https://storage.example/file"),
            "https://storage.example/file" => Reply.Redirect("https://dbt.example/again"),
            _ => Reply.Json("{}"),
        });
        var call = Asking.Call("https://dbt.example/artifact") with { OtherHosts = OtherHosts.FollowWithoutToken };

        var answer = await outside.Calls(_clock).TextAsync(call, TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Received("200 {}"), answer);
        Assert.Equal(["Bearer dbtc_canary", null, null], outside.Asked.Select(asked => asked.Authorization));
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://localhost/")]
    public async Task A_redirect_to_a_forbidden_place_is_refused_like_any_call(string target)
    {
        var outside = new FakeConnections(_ => Reply.Redirect(target));
        var call = Asking.Call() with { OtherHosts = OtherHosts.FollowWithoutToken };

        var answer = await outside.Calls(_clock).TextAsync(call, TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.NotAllowed(HostRefusal.ForbiddenAddress)), answer);
        Assert.Single(outside.Asked);
    }

    [Fact]
    public async Task A_circle_ends_after_a_few_rounds()
    {
        var outside = new FakeConnections(_ => Reply.Redirect("/round"));

        var answer = await outside.Calls(_clock).TextAsync(Asking.Call(), TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.Redirected("dbt.example")), answer);
        Assert.Equal(4, outside.Asked.Count);
    }

    [Fact]
    public async Task A_redirect_that_names_no_place_is_an_answer_like_any_other()
    {
        var outside = new FakeConnections(_ => Reply.Status(302));

        Assert.Equal(Asking.Received("302 "), await outside.Calls(_clock).TextAsync(Asking.Call(), TestContext.Current.CancellationToken));
    }
}
