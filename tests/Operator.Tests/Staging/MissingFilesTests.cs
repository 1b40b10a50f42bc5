using System.Text.Json.Nodes;
using Operator.Plan;
using Xunit;

namespace Operator.Tests.Staging;

public sealed class MissingFilesTests
{
    [Fact]
    public async Task What_the_run_does_not_have_is_left_empty_but_well_formed()
    {
        var cloud = DbtCloudDouble.Recorded().With(new FakeRun(DbtCloudDouble.Run) { Commands = ["dbt run"] }).Without(DbtCloudDouble.Run, "catalog.json").Without(DbtCloudDouble.Run, "sources.json");

        using var fetched = await Fetched.FromAsync(cloud);

        Assert.Null(fetched.Message.Reason);
        Assert.Equal(["catalog.json", "sources.json", "run_results.json"], fetched.Message.Missing!);
        Assert.True(JsonNode.DeepEquals(Empty("catalog", 1, """ "nodes":{},"sources":{},"errors":null """), fetched.Json("catalog.json")));
        Assert.True(JsonNode.DeepEquals(Empty("sources", 3, """ "results":[],"elapsed_time":0 """), fetched.Json("sources.json")));
        Assert.True(JsonNode.DeepEquals(Empty("run-results", 6, """ "results":[],"elapsed_time":0 """), fetched.Json("run_results.json")));
    }

    [Fact]
    public async Task Without_a_manifest_there_is_nothing_to_ingest()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded().Without(DbtCloudDouble.Run, "manifest.json"));

        Assert.Equal(FetchReason.ArtifactsUnavailable.Name, fetched.Message.Reason);
        Assert.Equal(DbtCloudDouble.Run, fetched.Message.Run!.Id);
    }

    [Theory]
    [InlineData("https://schemas.getdbt.com/dbt/manifest/v12.json", false)]
    [InlineData("https://schemas.getdbt.com/dbt/manifest/v1.json", false)]
    [InlineData("https://schemas.getdbt.com/dbt/manifest/v20.json", true)]
    [InlineData("https://schemas.getdbt.com/dbt/catalog/v1.json", true)]
    public async Task A_schema_that_is_not_known_is_warned_of_and_taken(string schema, bool isWarned)
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded().WithFile(DbtCloudDouble.Run, "manifest.json", $$"""{"metadata":{"dbt_schema_version":"{{schema}}"} }"""));

        Assert.Null(fetched.Message.Reason);
        Assert.Equal(isWarned, fetched.Log.All.Any(line => line.Text.Contains("may not know: " + schema, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Models_without_a_table_and_what_is_no_model_are_not_named()
    {
        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded().WithFile(DbtCloudDouble.Run, "manifest.json", """
            {"metadata":{},"nodes":{
              "seed.a":{"database":"d","schema":"s","alias":"seed"},
              "model.a":{"config":{"materialized":"ephemeral","alias":"x"},"database":"d","schema":"s","alias":"inlined"},
              "model.b":{"database":null,"schema":"s","columns":{"alias":{"name":"alias"}},"alias":"b","config":{"materialized":"view"}}},
             "disabled":{"model.c":[{"alias":"c"}]},"child_map":{"model.d":["alias"]}}
            """));

        Assert.Equal([new FetchedModel(null, "s", "b") { Derived = false, Described = false, Tested = false }], fetched.Message.Models!);
    }

    [Fact]
    public async Task Of_many_models_the_first_twenty_are_named_and_the_message_fits()
    {
        var nodes = string.Join(',', Enumerable.Range(1, 500).Select(model => $$"""
            "model.shop.m{{model}}":{"database":"{{new string('d', 200)}}","schema":"{{new string('é', 100)}}","alias":"m{{model}}"}
            """));

        using var fetched = await Fetched.FromAsync(DbtCloudDouble.Recorded().WithFile(DbtCloudDouble.Run, "manifest.json", $$$"""{"nodes":{ {{{nodes}}} }}"""));

        Assert.Equal(20, fetched.Message.Models!.Count);
        Assert.InRange(fetched.Message.Write().Length, 2, FetchMessage.MostBytes);
        Assert.Equal("m1", FetchMessage.Read(System.Text.Encoding.UTF8.GetString(fetched.Message.Write()))!.Models![0].Alias);
    }

    private static JsonNode Empty(string schema, int version, string rest) => JsonNode.Parse($$"""
        {"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/{{schema}}/v{{version}}.json","dbt_version":"1.10.23","generated_at":"2026-11-25T01:11:46.016065Z","invocation_id":"fc3b29e6-def2-4ef5-a58c-8ac3a14de1e7","env":{} },{{rest}}}
        """)!;
}
