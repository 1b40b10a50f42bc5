using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class WritingTests
{
    private static readonly JsonTypeInfo<JsonObject> Type = JsonTypeInfo.CreateJsonTypeInfo<JsonObject>(new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });
    private readonly EagerClock _clock = new(TimeSpan.FromSeconds(10));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_carries_its_method_its_body_and_the_token()
    {
        var outside = new FakeConnections(_ => Reply.Json("{}", 201));
        var calls = outside.Calls(_clock);

        await calls.TextAsync(Put(), Cancelled);
        await calls.TextAsync(Asking.Call() with { Writes = Writing.Create(Content(), Type) }, Cancelled);

        Assert.Equal([("PUT", """{"state":"canary"}"""), ("POST", """{"state":"canary"}""")], outside.Asked.Select(asked => asked.Written!.Value));
        Assert.All(outside.Asked, asked => Assert.Equal("Bearer dbtc_canary", asked.Authorization));
    }

    [Fact]
    public async Task Two_writes_at_the_same_time_go_out_both()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var outside = new FakeConnections(async (_, _) =>
        {
            await answer.Task;
            return Reply.Json("{}");
        });
        var calls = outside.Calls(_clock);
        var call = Put();

        var both = new[] { calls.TextAsync(call, Cancelled), calls.TextAsync(call, Cancelled) };
        answer.SetResult();
        await Task.WhenAll(both);

        Assert.Equal(2, outside.Asked.Count);
    }

    [Fact]
    public async Task A_write_that_met_trouble_is_said_again_whole()
    {
        var answers = new Queue<HttpResponseMessage>([Reply.Status(503), Reply.Json("{}")]);
        var outside = new FakeConnections(_ => answers.Dequeue());

        Assert.Equal(Asking.Received("200 {}"), await outside.Calls(_clock).TextAsync(Put(), Cancelled));
        Assert.Equal(2, outside.Asked.Count(asked => asked.Written == ("PUT", """{"state":"canary"}""")));
    }

    [Theory]
    [InlineData("/elsewhere")]
    [InlineData("https://login.example/")]
    public async Task A_write_follows_nowhere(string target)
    {
        var outside = new FakeConnections(_ => Reply.Redirect(target, 307));

        Assert.IsType<OutboundFailure.Redirected>((await outside.Calls(_clock).TextAsync(Put(), Cancelled)).Failure);
        Assert.Single(outside.Asked);
    }

    [Fact]
    public async Task A_write_to_a_forbidden_place_is_never_sent()
    {
        var outside = new FakeConnections(_ => Reply.Json("{}"));

        var answer = await outside.Calls(_clock).TextAsync(Put() with { Url = new Uri("https://169.254.169.254/") }, Cancelled);

        Assert.Equal(Asking.Failed(new OutboundFailure.NotAllowed(HostRefusal.ForbiddenAddress)), answer);
        Assert.Empty(outside.Asked);
    }

    [Fact]
    public void What_is_written_is_not_printed() => Assert.DoesNotContain("canary\"", Put().ToString(), StringComparison.Ordinal);

    internal static OutboundCall Put() => Asking.Call() with { Writes = Writing.Put(Content(), Type) };

    private static JsonObject Content() => new() { ["state"] = "canary" };
}
