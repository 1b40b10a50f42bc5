using System.Net;
using Xunit;

namespace Operator.ApiTests.Serving;

/// <summary>Trouble that a test can switch on.</summary>
public sealed class FaultTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_requests_fail_as_asked_and_then_no_more()
    {
        await using var served = await Served.StartAsync();
        served.Server.Faults.FailNext(1, static request => request.IsWrite, 429, retryAfterSeconds: 7);

        using var read = await served.Http.GetAsync(Served.ConfigMaps, Cancelled);
        using var refused = await served.CreateAsync("a");
        using var created = await served.CreateAsync("a");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.Created), (read.StatusCode, refused.StatusCode, created.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Open_watches_end_when_they_are_cut()
    {
        await using var served = await Served.StartAsync();
        using var watch = await served.WatchAsync("");

        served.Server.Faults.CutWatches();

        Assert.NotNull(await Record.ExceptionAsync(() => watch.ReadToEndAsync(Cancelled)) ?? new EndOfStreamException());
    }

    [Fact]
    public async Task A_silent_watch_tells_what_it_missed_once_it_speaks_again()
    {
        await using var served = await Served.StartAsync();
        using var watch = await served.WatchAsync("");
        served.Server.Faults.HangWatches();
        using var created = await served.CreateAsync("a");
        var line = watch.ReadLineAsync(Cancelled).AsTask();
        Assert.False(line.IsCompleted);

        served.Server.Faults.Clear();
        served.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.StartsWith("{\"type\":\"ADDED\"", await line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_from_before_forgotten_history_is_too_old()
    {
        await using var served = await Served.StartAsync();
        using var first = await served.CreateAsync("a");
        var revision = (string?)(await Served.JsonAsync(first))["metadata"]!["resourceVersion"];
        using var second = await served.CreateAsync("b");

        served.Server.Faults.ExpireHistory();
        using var watch = await served.WatchAsync($"resourceVersion={revision}");

        Assert.Contains("\"reason\":\"Expired\",\"code\":410", await watch.ReadToEndAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_continued_list_from_before_forgotten_history_is_gone()
    {
        await using var served = await Served.StartAsync();
        using var first = await served.CreateAsync("a");
        using var second = await served.CreateAsync("b");
        using var page = await served.Http.GetAsync($"{Served.ConfigMaps}?limit=1", Cancelled);
        var token = (string?)(await Served.JsonAsync(page))["metadata"]!["continue"];
        using var third = await served.CreateAsync("c");

        served.Server.Faults.ExpireHistory();
        using var next = await served.Http.GetAsync($"{Served.ConfigMaps}?limit=1&continue={Uri.EscapeDataString(token!)}", Cancelled);

        Assert.Equal(HttpStatusCode.Gone, next.StatusCode);
    }
}
