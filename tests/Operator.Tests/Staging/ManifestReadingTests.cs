using System.Text;
using Operator.Plan;
using Operator.Staging;
using Xunit;

namespace Operator.Tests.Staging;

/// <summary>Which models a manifest is remembered by, however it comes.</summary>
public sealed class ManifestReadingTests
{
    [Fact]
    public async Task What_there_is_to_see_of_a_model_is_told()
    {
        var reading = await ReadAsync(
            """
            "model.p.plain":{"schema":"s","alias":"plain","description":"","columns":{"description":{"name":"description","description":""}},"depends_on":{"macros":["macro.x"],"nodes":[]}},
            "model.p.full":{"schema":"s","alias":"full","columns":{"id":{"description":"the key"}},"depends_on":{"nodes":["model.p.plain"]},"config":{"meta":{"nodes":["x"],"description":"y"}}},
            "test.p.unique_full":{"alias":"unique_full","depends_on":{"nodes":["model.p.full"]}},
            "unit_test.p.x":{"depends_on":{"nodes":["model.p.plain"]}}
            """);

        Assert.Equal(
            [
                new("", "s", "full") { Database = null, Derived = true, Described = true, Tested = true },
                new("", "s", "plain") { Database = null, Derived = false, Described = false, Tested = false },
            ],
            reading.Models);
        Assert.Equal(1, reading.Telling);
    }

    [Fact]
    public async Task Every_schema_has_its_turn_and_the_most_telling_of_each_comes_first()
    {
        var models = from schema in (string[])["a", "b"]
                     from place in Enumerable.Range(0, 30)
                     select $$"""
                              "model.p.{{schema}}{{place}}":{"schema":"{{schema}}","alias":"{{schema}}{{place}}","description":"{{(place == 17 ? "told" : "")}}"}
                              """;

        var reading = await ReadAsync(string.Join(',', models));

        Assert.Equal(FetchMessage.MostModels, reading.Models.Count);
        Assert.Equal(["a17", "b17", "a0", "b0", "a1"], reading.Models.Take(5).Select(model => model.Alias));
    }

    [Fact]
    public async Task Of_very_many_models_the_first_are_remembered()
    {
        var reading = await ReadAsync(string.Join(',', Enumerable.Range(0, 501).Select(place => $$"""
            "model.p.m{{place}}":{"schema":"s","alias":"m{{place}}","description":"{{(place == 500 ? "told" : "")}}"}
            """)));

        Assert.True(reading.IsFull);
        Assert.Equal("m0", reading.Models[0].Alias);
    }

    private static async Task<ManifestReading> ReadAsync(string nodes)
    {
        var reading = new ManifestReading();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("{\"metadata\":{},\"nodes\":{" + nodes + "}}"));
        Assert.True(await new JsonFlow(reading).PassAsync(stream, (_, _) => ValueTask.CompletedTask, TestContext.Current.CancellationToken));
        return reading;
    }
}
