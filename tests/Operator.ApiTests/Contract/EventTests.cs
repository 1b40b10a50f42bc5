using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>Events: one object with two faces, in the core group and in events.k8s.io.</summary>
public sealed class EventTests(TestServers servers) : ContractTest(servers)
{
    private const string Events = "/apis/events.k8s.io/v1/~/events";
    private const string CoreEvents = "/api/v1/~/events";

    [Theory, OnEveryServer]
    public async Task A_new_event_is_seen_in_the_core_group(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Events, Event(space))).Created();

        var seen = (await space.Get($"{CoreEvents}/e")).Ok();

        Assert.Equal(("v1", "Event", "Said", "Normal"), (seen["apiVersion"], seen["kind"], seen["reason"], seen["type"]));
        Assert.Equal(("a", "the note"), (seen["involvedObject.name"], seen["message"]));
        Assert.Equal(("contract", "contract-1", "Say"), (seen["reportingComponent"], seen["reportingInstance"], seen["action"]));
        Assert.Equal("2026-01-01T00:00:00.000000Z", seen["eventTime"]);
    }

    [Theory, OnEveryServer]
    public async Task An_event_of_the_core_group_is_seen_in_the_new_one(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(CoreEvents, $$$"""
            {"metadata":{"name":"e"},"involvedObject":{"apiVersion":"v1","kind":"ConfigMap","name":"a","namespace":"{{{space.Name}}}"},
             "reason":"Said","message":"the note","type":"Warning","source":{"component":"contract"},"count":3,"firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-02T00:00:00Z"}
            """)).Created();

        var seen = (await space.Get($"{Events}/e")).Ok();

        Assert.Equal(("events.k8s.io/v1", "a", "the note"), (seen["apiVersion"], seen["regarding.name"], seen["note"]));
        Assert.Equal(("3", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "contract"),
            (seen["deprecatedCount"], seen["deprecatedFirstTimestamp"], seen["deprecatedLastTimestamp"], seen["deprecatedSource.component"]));
        Assert.Null(seen["involvedObject"]);
    }

    [Theory, OnEveryServer]
    public async Task Events_are_selected_by_what_they_regard(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Events, Event(space))).Created();

        Assert.Equal(["e"], (await space.Get($"{Events}?fieldSelector=regarding.name=a")).Ok().Names);
        Assert.Equal(["e"], (await space.Get($"{CoreEvents}?fieldSelector=involvedObject.name=a,involvedObject.kind=ConfigMap")).Ok().Names);
        Assert.Empty((await space.Get($"{CoreEvents}?fieldSelector=involvedObject.name=b")).Ok().Names);
    }

    [Theory, OnEveryServer]
    public async Task An_event_stays_in_the_namespace_of_what_it_regards(ServerKind on)
    {
        using var space = await On(on);

        var answer = await space.Post(CoreEvents, """{"metadata":{"name":"e"},"involvedObject":{"kind":"ConfigMap","namespace":"elsewhere"},"reason":"Said"}""");

        answer.RefusesAsInvalid("Event", "", "e", ("involvedObject.namespace", "FieldValueInvalid", "Invalid value: \"elsewhere\": does not match event.namespace"));
    }

    [Theory, OnEveryServer]
    public async Task Who_reports_what_and_why_is_required(ServerKind on)
    {
        using var space = await On(on);

        foreach (var field in new[] { "eventTime", "type", "reason", "action", "reportingController", "reportingInstance" })
        {
            var answer = await space.Post(Events, Event(space).Replace($"\"{field}\":", "\"ignored\":", StringComparison.Ordinal));

            Assert.Equal($"{field}: 422 Invalid", $"{field}: {answer.Status} {answer["reason"]}");
        }
    }

    [Theory, OnEveryServer]
    public async Task The_time_of_an_event_has_six_digits_after_the_second(ServerKind on)
    {
        using var space = await On(on);

        foreach (var time in new[] { "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.123456789Z" })
        {
            var answer = await space.Post(Events, Event(space).Replace("2026-01-01T00:00:00.000000Z", time, StringComparison.Ordinal));

            Assert.Equal((400, "BadRequest"), (answer.Status, answer["reason"]));
            Assert.StartsWith("Event in version \"v1\" cannot be handled as a Event: parsing time ", answer["message"], StringComparison.Ordinal);
        }
    }

    [Theory, OnEveryServer]
    public async Task A_series_counts_what_is_said_again(ServerKind on)
    {
        using var space = await On(on);
        (await space.Post(Events, Event(space))).Created();

        var patched = (await space.MergePatch($"{Events}/e", """{"series":{"count":2,"lastObservedTime":"2026-01-01T00:01:00.000000Z"}}""")).Ok();

        patched.Has("series", """{"count":2,"lastObservedTime":"2026-01-01T00:01:00.000000Z"}""");
    }

    private static string Event(Space space) => $$$"""
        {"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"e"},"eventTime":"2026-01-01T00:00:00.000000Z","type":"Normal","reason":"Said","action":"Say","note":"the note",
         "reportingController":"contract","reportingInstance":"contract-1","regarding":{"apiVersion":"v1","kind":"ConfigMap","name":"a","namespace":"{{{space.Name}}}"}}
        """;
}
