using Microsoft.Extensions.Logging;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

/// <summary>What an API server that refuses, or is not there, leads to.</summary>
public sealed class RefusedTests : ReflectorTest
{
    [Fact]
    public async Task A_forbidden_list_says_once_which_rule_is_missing_and_is_tried_again()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await Api.NextAsync()).Refuse(403, "Forbidden", "dbtcloudingestions.metadata-ingestion.io is forbidden");
            await Time.PassAsync(FirstPause * Math.Pow(2, attempt), Token);
        }

        (await Api.NextAsync()).Json(Given.List(10));
        await Reflector.Synced.WaitAsync(Token);

        var warning = Assert.Single(Log.All, line => line.Level == LogLevel.Warning);
        Assert.Contains("""resources ["dbtcloudingestions"] in apiGroups ["metadata-ingestion.io"]""", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_that_is_refused_though_the_list_was_granted_is_known_until_it_is_granted_too()
    {
        (await ListedAsync()).Refuse(403, "Forbidden", "dbtcloudingestions.metadata-ingestion.io is forbidden");
        await Time.BegunAsync(FirstPause, Token);
        Assert.Equal("RBAC does not allow to watch dbtcloudingestions.metadata-ingestion.io in all namespaces", Reflector.RefusedBecause);

        Time.Advance(FirstPause);
        await (await Api.NextAsync()).Stream().EventAsync("ADDED", Given.IngestionJson("a", 11));
        await ChangesAsync(1);

        Assert.Null(Reflector.RefusedBecause);
    }

    [Fact]
    public async Task A_server_that_is_away_has_refused_nothing()
    {
        (await Api.NextAsync()).Break();
        await Time.BegunAsync(FirstPause, Token);

        Assert.Null(Reflector.RefusedBecause);
    }

    [Fact]
    public async Task A_kind_that_is_not_served_is_said_to_lack_its_definition()
    {
        (await Api.NextAsync()).Refuse(404, "NotFound", "the server could not find the requested resource");
        await Time.PassAsync(FirstPause, Token);
        (await Api.NextAsync()).Json(Given.List(10));
        await Reflector.Synced.WaitAsync(Token);

        Assert.Contains("CustomResourceDefinition", Assert.Single(Log.All, line => line.Level == LogLevel.Warning).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attempts_are_spaced_up_to_half_a_minute()
    {
        foreach (var seconds in new[] { 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30 })
        {
            (await Api.NextAsync()).Break();
            await Time.PassAsync(TimeSpan.FromSeconds(seconds), Token);
        }

        Assert.Equal(Collection, (await Api.NextAsync()).Path);
    }

    [Fact]
    public async Task A_server_that_asks_for_time_gets_it()
    {
        var call = await Api.NextAsync();
        call.Answer.SetResult(new HttpResponseMessage((System.Net.HttpStatusCode)429) { Headers = { { "Retry-After", "17" } } });

        await Time.PassAsync(TimeSpan.FromSeconds(17), Token);

        Assert.Equal(Collection, (await Api.NextAsync()).Path);
    }
}
