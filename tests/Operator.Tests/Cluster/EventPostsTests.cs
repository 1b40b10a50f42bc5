using System.Text.Json.Nodes;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Cluster;

public sealed class EventPostsTests : AgainstScriptedApi
{
    [Fact]
    public async Task An_event_has_a_time_of_six_digits_and_says_what_it_regards()
    {
        Time.SetUtcNow(new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero));
        var posting = Cluster.AnnounceAsync(Analytics, new Notice(true, "SecretNotFound", "Resolve", "Create the Secret."), Token);
        var call = await Api.NextAsync();
        call.Json("""{"metadata":{"name":"x"}}""", System.Net.HttpStatusCode.Created);
        await posting;

        var body = JsonNode.Parse(call.Body)!;
        Assert.Equal("/apis/events.k8s.io/v1/namespaces/data/events", call.PathAndQuery);
        Assert.Equal("2026-11-25T10:00:00.000000Z", body["eventTime"]!.GetValue<string>());
        Assert.Equal(("Warning", "SecretNotFound", "Resolve", "Create the Secret."), (Text("type"), Text("reason"), Text("action"), Text("note")));
        Assert.Equal(("dbt-cloud-ingestion-operator", "operator-0"), (Text("reportingController"), Text("reportingInstance")));
        Assert.Equal("uid-of-analytics", body["regarding"]!["uid"]!.GetValue<string>());

        string Text(string name) => body[name]!.GetValue<string>();
    }

    [Fact]
    public async Task Two_events_of_one_instant_have_names_of_their_own()
    {
        var notice = new Notice(false, "Succeeded", "Reconcile", "Fine.");
        var first = Cluster.AnnounceAsync(Analytics, notice, Token);
        var second = Cluster.AnnounceAsync(Analytics, notice, Token);
        Call[] calls = [await Api.NextAsync(), await Api.NextAsync()];
        Array.ForEach(calls, call => call.Json("{}"));
        await Task.WhenAll(first, second);

        Assert.Equal(2, calls.Select(call => JsonNode.Parse(call.Body)!["metadata"]!["name"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task A_note_is_cut_to_what_the_API_server_takes_counted_in_bytes()
    {
        var posting = Cluster.AnnounceAsync(Analytics, new Notice(false, "Succeeded", "Reconcile", string.Concat(Enumerable.Repeat("ü😀", 300))), Token);
        var call = await Api.NextAsync();
        call.Json("{}");
        await posting;

        var note = JsonNode.Parse(call.Body)!["note"]!.GetValue<string>();
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(note), 1010, 1024);
        Assert.EndsWith("…", note, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', note);
    }

    [Fact]
    public async Task An_event_that_cannot_be_written_is_a_line_in_the_log()
    {
        var posting = Cluster.AnnounceAsync(Analytics, new Notice(false, "Succeeded", "Reconcile", "Fine."), Token);
        (await Api.NextAsync()).Refuse(403, "Forbidden", "events.events.k8s.io is forbidden");
        await posting;

        Assert.Contains("data/analytics", Assert.Single(Log.Lines.All).Text, StringComparison.Ordinal);
    }
}
