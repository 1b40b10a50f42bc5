using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Operator.OpenMetadata.Wire;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

/// <summary>What may come back, over real sockets.</summary>
public sealed class BodyGuardTests
{
    [Fact]
    public async Task An_answer_that_breaks_off_is_Interrupted()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = BreakOffAsync(listener, times: 3);

        var answer = await LoopbackCalls.AskAsync($"http://dbt.example:{((IPEndPoint)listener.LocalEndpoint).Port}/", LoopbackCalls.Open);
        await serving;

        Assert.Equal(Asking.Failed(new OutboundFailure.Unreachable(UnreachableKind.Interrupted)), answer);
    }

    [Fact]
    public async Task A_body_over_the_bound_is_TooLarge()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync(new string('x', 70_000)));

        Assert.Equal(Asking.Failed(new OutboundFailure.TooLarge(64 * 1024)), await LoopbackCalls.AskAsync($"http://dbt.example:{server.Port}/", LoopbackCalls.Open));
    }

    [Theory]
    [InlineData(false, 64 * 1024)]
    [InlineData(true, 256 * 1024)]
    public async Task A_body_without_end_is_read_up_to_its_bound_as_it_comes(bool isArtifact, int bound)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[8192]);
            }
        });
        var call = new OutboundCall(new Uri($"http://dbt.example:{server.Port}/")) { Payload = isArtifact ? Payload.Artifact : Payload.Answer };

        var answer = await LoopbackCalls.Over(LoopbackCalls.Open with { MaxArtifactBytes = 256 * 1024 }, IPAddress.Loopback).TextAsync(call, TestContext.Current.CancellationToken);

        Assert.Equal(Asking.Failed(new OutboundFailure.TooLarge(bound)), answer);
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_large_one_is_TooLarge()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Optimal);
            await packed.WriteAsync(new byte[10_000_000]);
        });

        Assert.Equal(Asking.Failed(new OutboundFailure.TooLarge(64 * 1024)), await LoopbackCalls.AskAsync($"http://dbt.example:{server.Port}/", LoopbackCalls.Open));
    }

    [Fact]
    public async Task Json_that_nests_without_end_is_broken_even_where_nobody_reads_it()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("""{"unread":""" + new string('[', 10_000)));

        Assert.Equal(Asking.Received("Broken"), await ReadAsync(server));
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public async Task Of_a_list_no_more_entries_are_read_than_a_page_has(int entries, bool isRead)
    {
        var list = string.Join(',', Enumerable.Repeat("{}", entries));
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync($$"""{"unread":[{{list}}]}"""));

        Assert.Equal(isRead ? Asking.Received("Value") : Asking.Failed(new OutboundFailure.TooLarge(1_000)), await ReadAsync(server));
    }

    [Theory]
    [InlineData(Payload.Answer, 1)]
    [InlineData(Payload.LargeAnswer, 16)]
    internal async Task A_usual_answer_has_a_mebibyte_and_one_that_is_known_to_bring_more_sixteen(Payload payload, int mebibytes)
    {
        var options = LoopbackCalls.Open with { MaxBodyBytes = new OutboundOptions().MaxBodyBytes };
        await using var server = await LoopbackServer.StartAsync(context => context.Response.Body.WriteAsync(new byte[(mebibytes * 1024 * 1024) + 1]).AsTask());
        var call = new OutboundCall(new Uri($"http://dbt.example:{server.Port}/")) { Payload = payload };

        Assert.Equal(
            Asking.Failed(new OutboundFailure.TooLarge(mebibytes * 1024 * 1024)),
            await LoopbackCalls.Over(options, IPAddress.Loopback).TextAsync(call, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Html", "<html>Sign in</html>")]
    [InlineData("Html", " \n<html>Sign in</html>")]
    [InlineData("Broken", """{"status": {"code": 200}, "da""")]
    [InlineData("Broken", "null")]
    [InlineData("Empty", "")]
    [InlineData("Value", "{}")]
    public async Task What_is_no_json_is_told_apart(string reading, string body)
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync(body));

        Assert.Equal(Asking.Received(reading), await ReadAsync(server));
    }

    private static Task<OutboundAnswer<string>> ReadAsync(LoopbackServer server) => LoopbackCalls.Over(LoopbackCalls.Open, IPAddress.Loopback).AskAsync(
        new OutboundCall(new Uri($"http://dbt.example:{server.Port}/")),
        async (response, aborted) => (await response.ReadJsonAsync(OpenMetadataWire.Default.VersionWire, aborted)).GetType().Name,
        TestContext.Current.CancellationToken);

    private static async Task BreakOffAsync(TcpListener listener, int times)
    {
        for (var connection = 0; connection < times; connection++)
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            var question = new byte[4096];
            Assert.NotEqual(0, await stream.ReadAsync(question, TestContext.Current.CancellationToken));
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"u8.ToArray(), TestContext.Current.CancellationToken);
        }
    }
}
