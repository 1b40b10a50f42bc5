using System.Text.Json.Nodes;
using Xunit;

namespace Operator.Tests.Staging;

/// <summary>The recorded steps of a job whose last one only compiles, as the ingestion finds them.</summary>
public sealed class RecordedStepsTests
{
    [Fact]
    public async Task The_results_are_those_of_the_step_that_ran_the_tests()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded());

        Assert.Equal(
            [
                "test.shop.not_null_customers_customer_id.5c9bf9911d pass Passed",
                "test.shop.not_null_stg_orders_order_id.81cfe2fe64 pass Passed",
                "test.shop.relationships_stg_orders_customer_id__customer_id__ref_stg_customers_.430bf21500 pass Passed",
                "test.shop.unique_customers_customer_id.c5af1ff4b1 pass Passed",
                "test.shop.unique_stg_orders_order_id.e3b841c71a fail Got 1 result, configured to fail if != 0",
            ],
            fetched.Results());
        Assert.Equal(4, fetched.Message.FilledIn);
    }

    [Fact]
    public async Task But_for_the_messages_nothing_is_changed()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded(), order => order with { FillTestMessages = false });

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(DbtCloudDouble.RecordedFile("3-test/run_results.json")), fetched.Json("run_results.json")));
        Assert.Equal(DbtCloudDouble.RecordedFile("4-docs-generate/manifest.json"), await File.ReadAllBytesAsync(fetched.PathOf("manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal(DbtCloudDouble.RecordedFile("4-docs-generate/catalog.json"), await File.ReadAllBytesAsync(fetched.PathOf("catalog.json"), TestContext.Current.CancellationToken));
        Assert.Equal(DbtCloudDouble.RecordedFile("1-source-freshness/sources.json"), await File.ReadAllBytesAsync(fetched.PathOf("sources.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nothing_else_is_left_in_the_folder()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded());

        Assert.Equal(["catalog.json", "manifest.json", "run_results.json", "sources.json"], fetched.Files);
    }

    [Fact]
    public async Task The_message_names_the_run_and_the_models()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded());

        Assert.Equal(new("70471800000777", "54321", "Success", FakeRun.Noon.AddHours(-1)), fetched.Message.Run);
        Assert.Null(fetched.Message.TestsFrom);
        Assert.Null(fetched.Message.Missing);
        Assert.Null(fetched.Message.Reason);
        Assert.Equal(
            [
                new("analytics", "marts", "customers") { Derived = true, Described = true, Tested = true },
                new("analytics", "marts", "stg_orders") { Derived = true, Described = true, Tested = true },
                new("analytics", "marts", "stg_customers") { Derived = true, Described = false, Tested = true },
            ],
            fetched.Message.Models!);
    }

    [Fact]
    public async Task It_costs_six_calls_a_second_apart_and_the_token_goes_with_each()
    {
        var cloud = DbtCloudDouble.Recorded();

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Equal(
            ["runs/", "runs/70471800000777/", "runs/70471800000777/artifacts/run_results.json?step=3", "runs/70471800000777/artifacts/manifest.json", "runs/70471800000777/artifacts/catalog.json", "runs/70471800000777/artifacts/sources.json"],
            cloud.Asked.Select((asked, at) => at < 2 ? asked.Split('?')[0] : asked));
        Assert.All(cloud.Outside.Asked, asked => Assert.Equal("Bearer " + Fetched.Token, asked.Authorization));
        Assert.Equal(TimeSpan.FromSeconds(5), TimeSpan.FromTicks(fetched.Clock.Waits.Sum(wait => wait.Ticks)));
    }
}
