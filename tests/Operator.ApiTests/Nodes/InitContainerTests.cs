using System.Text.Json.Nodes;
using Sandbox.Controllers;
using Xunit;
using static Operator.ApiTests.Nodes.PlayedImages;

namespace Operator.ApiTests.Nodes;

/// <summary>Init containers on the sandbox's node: their order, and what the pod's status says of them meanwhile.</summary>
public sealed class InitContainerTests
{
    [Fact]
    public async Task They_run_one_after_the_other_and_the_container_after_them()
    {
        List<string> ran = [];
        await using var world = await NodeWorld.StartAsync(None.With("note", start =>
        {
            ran.Add(start.Arguments[1]);
            return 0;
        }));

        var life = await world.LifeAsync(Pod(Container("c", "note main"), Container("a", "note first"), Container("b", "note second")));

        Assert.Equal(["first", "second", "main"], ran);
        Assert.Equal("Succeeded", life[^1].Text("status", "phase"));
    }

    [Fact]
    public async Task The_pod_is_pending_until_they_are_through()
    {
        await using var world = await NodeWorld.StartAsync(Exits);

        var life = await world.LifeAsync(Pod(Container("c", "exit 0"), Container("a", "exit 0"), Container("b", "exit 0")));

        Assert.Equal(
            [
                "Pending a:running b:PodInitializing c:PodInitializing",
                "Pending a:0 b:PodInitializing c:PodInitializing",
                "Pending a:0 b:running c:PodInitializing",
                "Pending a:0 b:0 c:PodInitializing",
                "Running a:0 b:0 c:running",
                "Succeeded a:0 b:0 c:0",
            ],
            life.Select(Told));
    }

    [Fact]
    public async Task The_first_that_fails_ends_the_pod_and_no_other_starts()
    {
        List<string> ran = [];
        await using var world = await NodeWorld.StartAsync(Exits.With("note", start =>
        {
            ran.Add(start.Arguments[1]);
            return 0;
        }));

        var life = await world.LifeAsync(Pod(Container("c", "note main"), Container("a", "exit 4"), Container("b", "note second")));
        await world.LifeAsync(Pod(Container("c", "note other-pod")).Replace("\"p\"", "\"q\"", StringComparison.Ordinal));

        Assert.Equal("Failed a:4 b:PodInitializing c:PodInitializing", Told(life[^1]));
        Assert.Equal("Error", life[^1]["status"]!["initContainerStatuses"]![0].Text("state", "terminated", "reason"));
        Assert.Equal(["other-pod"], ran);
    }

    [Fact]
    public async Task The_condition_Initialized_names_those_that_are_not_through()
    {
        await using var world = await NodeWorld.StartAsync(Exits);

        var life = await world.LifeAsync(Pod(Container("c", "exit 0"), Container("a", "exit 0"), Container("b", "exit 0")));

        Assert.Equal(
            [
                "False ContainersNotInitialized containers with incomplete status: [a b]",
                "False ContainersNotInitialized containers with incomplete status: [b]",
                "True",
                "True PodCompleted",
            ],
            life.Select(Initialized).Distinct());
    }

    [Fact]
    public async Task A_pod_without_them_says_nothing_of_them()
    {
        await using var world = await NodeWorld.StartAsync(Exits);

        var life = await world.LifeAsync(Pod(Container("c", "exit 1")));

        Assert.Equal(["Running c:running", "Failed c:1"], life.Select(Told));
        Assert.Null(life[^1].At("status", "initContainerStatuses"));
    }

    [Fact]
    public async Task A_program_that_no_image_has_is_an_error_at_the_start()
    {
        await using var world = await NodeWorld.StartAsync(Exits);

        var life = await world.LifeAsync(Pod(Container("c", "exit 0"), """{"name":"a","image":"x:1","command":["frob"]}"""));

        var ended = life[^1]["status"]!["initContainerStatuses"]![0].At("state", "terminated");
        Assert.Equal((128, "StartError"), (ended.Number("exitCode"), ended.Text("reason")));
        Assert.EndsWith("""exec: "frob": executable file not found in $PATH: unknown""", ended.Text("message"), StringComparison.Ordinal);
    }

    private static string Told(JsonObject pod) => $"{pod.Text("status", "phase")} {string.Join(' ', pod.Items("status", "initContainerStatuses").Concat(pod.Items("status", "containerStatuses")).Select(State))}";

    private static string State(JsonObject container) => $"{container.Text("name")}:" + (container["state"]!.AsObject().Single() switch
    {
        { Key: "waiting", Value: var waiting } => waiting.Text("reason"),
        { Key: "terminated", Value: var terminated } => terminated.Number("exitCode")!.ToString(),
        var running => running.Key,
    });

    private static string Initialized(JsonObject pod)
    {
        var condition = pod.Items("status", "conditions").Single(condition => condition.Text("type") == "Initialized");
        return string.Join(' ', new[] { condition.Text("status"), condition.Text("reason"), condition.Text("message") }.Where(part => part is not null));
    }
}
