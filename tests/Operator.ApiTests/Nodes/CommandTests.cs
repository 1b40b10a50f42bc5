using Sandbox.Controllers;
using Sandbox.Nodes;
using Xunit;
using static Operator.ApiTests.Nodes.PlayedImages;

namespace Operator.ApiTests.Nodes;

/// <summary>Which program a container's command and arguments come to.</summary>
public sealed class CommandTests
{
    private const string Ingest = "[ -e /artifacts/skip ] || exec metadata ingest -c /workflow/workflow.yaml";

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "ingest -c /workflow/workflow.yaml")]
    public async Task A_mark_keeps_the_ingestion_from_starting(bool marked, string started)
    {
        var (phase, arguments, _) = await RunAsync(Ingest, marked);

        Assert.Equal(("Succeeded", started), (phase, arguments));
    }

    [Theory]
    [InlineData("metadata ingest -c /workflow/workflow.yaml")]
    [InlineData("[ -e /artifacts/skip ] || metadata ingest -c /workflow/workflow.yaml")]
    [InlineData("[ -e /artifacts/skip ] || exec metadata ingest -c \"$FILE\"")]
    [InlineData("[ -e /artifacts/skip ] || exec metadata ingest -c /workflow/workflow.yaml; true")]
    public async Task Any_other_line_of_a_shell_is_refused_with_the_one_that_is_played(string line)
    {
        var (phase, arguments, message) = await RunAsync(line, marked: false);

        Assert.Equal(("Failed", ""), (phase, arguments));
        Assert.StartsWith("sandbox: a shell is played only as sh -c '[ -e FILE ] || exec COMMAND WORDS', not as sh -c ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_built_operator_is_what_brings_artifacts()
    {
        await using var world = await NodeWorld.StartAsync(Programs.OfTheSandbox(Beside("sandbox"), Beside("dbt-cloud-ingestion-operator")));

        var life = await world.LifeAsync(Pod(Container("c", "fetch-artifacts --no-such-option")));

        Assert.Equal(2, life[^1]["status"]!["containerStatuses"]![0].Number("state", "terminated", "exitCode"));
        Assert.Contains("Run with --help to see every option.", world.Node.LogOf("default", "p", "c"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_whose_paths_are_its_own_defaults_is_told_where_they_lie()
    {
        var echo = new LocalProgram("/bin/echo") { DefaultPaths = new Dictionary<string, string> { ["--folder"] = "/artifacts", ["--message-file"] = "/dev/termination-log", ["--given"] = "/no" } };
        await using var world = await NodeWorld.StartAsync(None.WithVerb("fetch", echo));

        await world.LifeAsync(Pod(Container("c", "fetch --given /other", ""","volumeMounts":[{"name":"v","mountPath":"/artifacts"}]""")).WithVolumes("""{"name":"v","emptyDir":{}}"""));

        Assert.Matches("^fetch --given /other --folder /.+/volumes/v --message-file /.+/termination/c\n$", world.Node.LogOf("default", "p", "c"));
    }

    [Fact]
    public async Task Logs_are_kept_for_each_container_and_read_by_its_name()
    {
        await using var world = await NodeWorld.StartAsync(Exits);
        await world.LifeAsync(Pod(Container("c", "exit 0 second"), Container("a", "exit 0 first")));

        Assert.Equal("first\n", await world.Http.GetStringAsync("/api/v1/namespaces/default/pods/p/log?container=a", TestContext.Current.CancellationToken));
        Assert.Equal("second\n", await world.Http.GetStringAsync("/api/v1/namespaces/default/pods/p/log", TestContext.Current.CancellationToken));
    }

    private static async Task<(string? Phase, string Arguments, string? Message)> RunAsync(string line, bool marked)
    {
        var started = "";
        var programs = None.With("fetch", start => Mark(marked ? start.Arguments[1] : null)).WithCommand("metadata", new PlayedProgram((start, _) =>
        {
            started = string.Join(' ', start.Arguments);
            return Task.FromResult(0);
        }));
        await using var world = await NodeWorld.StartAsync(programs);
        var life = await world.LifeAsync(Pod(
            $$"""{"name":"c","image":"x:1","terminationMessagePolicy":"FallbackToLogsOnError","command":["sh","-c",{{System.Text.Json.Nodes.JsonValue.Create(line).ToJsonString()}}],"volumeMounts":[{"name":"v","mountPath":"/artifacts"}]}""",
            Container("a", "fetch /artifacts/skip", ""","volumeMounts":[{"name":"v","mountPath":"/artifacts"}]""")).WithVolumes("""{"name":"v","emptyDir":{}}"""));
        return (life[^1].Text("status", "phase"), started, life[^1]["status"]!["containerStatuses"]![0].Text("state", "terminated", "message"));
    }

    private static int Mark(string? path)
    {
        if (path is not null)
        {
            File.WriteAllText(path, "");
        }

        return 0;
    }

    private static string Beside(string program) => Path.Combine(AppContext.BaseDirectory, program);
}
