using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Operator.Plan;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.GitOps;

/// <summary>The actions of Argo CD's menu, by the tests that go with them into Argo CD.</summary>
public sealed partial class ArgoActionTests
{
    private static readonly JsonObject Tests = Yaml.Read(Repository.Read(ArgoFiles.Actions, "action_test.yaml"));

    public static TheoryData<string> Looked => [.. Tests["discoveryTests"]!.AsArray().Select(test => (string)test!["inputPath"]!)];

    public static TheoryData<string> Names => [.. Tests["actionTests"]!.AsArray().Select(test => (string)test!["action"]!)];

    [Theory]
    [MemberData(nameof(Looked))]
    public void The_menu_offers_what_can_be_done_now(string path)
    {
        var test = Tests["discoveryTests"]!.AsArray().Single(test => (string?)test!["inputPath"] == path)!;
        var expected = test["result"]!.AsArray().Select(action => action!.DeepClone().AsObject()).ToDictionary(action => (string)action["name"]!, WithoutName);

        var offered = Assert.Single(LuaRunner.Run(ArgoFiles.Actions + "/discovery.lua", new LuaInput(Read(test["inputPath"])))).AsObject();

        Assert.Equal(expected.Keys.Order(), offered.Select(action => action.Key).Order());
        Assert.All(expected, action => Assert.True(JsonNode.DeepEquals(action.Value, offered[action.Key]), offered[action.Key]!.ToJsonString()));
    }

    [Fact]
    public void Every_action_of_the_menu_has_a_script_and_a_test()
    {
        var scripts = Directory.EnumerateDirectories(Repository.PathOf(ArgoFiles.Actions)).Select(folder => Path.GetFileName(folder)!).Where(folder => folder != "testdata");

        Assert.Equal(scripts.Order(), Names.Select(row => row.Data).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_action_changes_what_it_says_and_nothing_else(string name)
    {
        var test = Tests["actionTests"]!.AsArray().Single(test => (string?)test!["action"] == name)!;
        var input = Read(test["inputPath"]);

        var result = Assert.Single(LuaRunner.Run($"{ArgoFiles.Actions}/{name}/action.lua", new LuaInput(input, test["parameters"])));

        var changed = Moments().Replace(ReturnedObject.Of(result, input).ToJsonString(), ArgoFiles.Moment);
        Assert.True(JsonNode.DeepEquals(Read(test["expectedOutputPath"]), JsonNode.Parse(changed)), changed);
    }

    [Fact]
    public void One_filter_is_asked_for_as_the_operator_reads_it()
    {
        var result = Run("run-filter", new JsonObject { ["filter"] = "staging" });

        var request = new RunRequest((string)result["metadata"]!["annotations"]![Operator.Resource.Names.RunAtAnnotation]!);
        Assert.Equal(["staging"], request.Filters);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData(null)]
    public void A_filter_that_is_not_there_is_refused_with_those_that_are(string? filter)
    {
        var refused = Run("run-filter", new JsonObject { ["filter"] = filter });

        Assert.EndsWith($"the resource has no filter \"{filter ?? "nil"}\"; it has: marts, staging", (string?)refused["error"], StringComparison.Ordinal);
    }

    private static JsonNode Run(string action, JsonObject parameters) => Assert.Single(LuaRunner.Run($"{ArgoFiles.Actions}/{action}/action.lua",
        new LuaInput(ArgoFiles.OfActions.Single(known => known.Name == "running").Resource, parameters)));

    private static JsonObject Read(JsonNode? path) => Yaml.Read(Repository.Read(ArgoFiles.Actions, (string)path!));

    private static JsonObject WithoutName(JsonObject action)
    {
        action.Remove("name");
        return action;
    }

    [GeneratedRegex(@"(?<=(run-at|requestedAt)"":"")[0-9T:-]+Z")]
    private static partial Regex Moments();
}
