using Sandbox.Controllers;
using Sandbox.Nodes;
using Xunit;
using static Operator.ApiTests.Nodes.PlayedImages;

namespace Operator.ApiTests.Nodes;

/// <summary>Volumes and environment of containers on the sandbox's node.</summary>
public sealed class VolumeTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task What_one_container_puts_into_an_empty_folder_the_next_one_finds_and_then_it_is_gone()
    {
        var found = "";
        await using var world = await NodeWorld.StartAsync(None
            .With("put", start => Put(start.Arguments[1]))
            .With("find", start => Keep(found = File.ReadAllText(start.Arguments[1]))));

        var life = await world.LifeAsync(Pod(
            Container("c", "find /in/manifest.json", Mounts("""{"name":"artifacts","mountPath":"/in","readOnly":true}""")),
            Container("a", "put /out/manifest.json", Mounts("""{"name":"artifacts","mountPath":"/out"}"""))).WithVolumes("""{"name":"artifacts","emptyDir":{"sizeLimit":"1Gi"}}"""));

        Assert.Equal(("Succeeded", "content"), (life[^1].Text("status", "phase"), found));
        await world.StopAsync();
        Assert.Empty(world.PodFolders);
    }

    [Fact]
    public async Task A_part_of_a_folder_is_mounted_alone()
    {
        var found = "";
        await using var world = await NodeWorld.StartAsync(None
            .With("put", start => Put(start.Arguments[1]))
            .With("find", start => Keep(found = File.ReadAllText(start.Arguments[1]))));

        await world.LifeAsync(Pod(
            Container("c", "find /all/marts/x", Mounts("""{"name":"v","mountPath":"/all"}""")),
            Container("a", "put /one/x", Mounts("""{"name":"v","mountPath":"/one/","subPath":"marts"}"""))).WithVolumes("""{"name":"v","emptyDir":{}}"""));

        Assert.Equal("content", found);
    }

    [Theory]
    [InlineData("fill /v/x", 0)]
    [InlineData("fill-and-wait /v/x", 137)]
    public async Task A_pod_whose_folder_outgrows_its_limit_is_evicted(string arguments, int exitCode)
    {
        await using var world = await NodeWorld.StartAsync(Exits
            .With("fill", start => Fill(start.Arguments[1]))
            .WithVerb("fill-and-wait", new PlayedProgram(async (start, killed) =>
            {
                Fill(start.Arguments[1]);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, killed);
                return 0;
            })));

        var life = await world.LifeAsync(Pod(Container("c", "exit 0"), Container("a", arguments, Mounts("""{"name":"v","mountPath":"/v"}"""))).WithVolumes("""{"name":"v","emptyDir":{"sizeLimit":"1Mi"}}"""));

        var status = life[^1]["status"]!;
        Assert.Equal(("Failed", "Evicted", "Usage of EmptyDir volume \"v\" exceeds the limit \"1Mi\". "), (status.Text("phase"), status.Text("reason"), status.Text("message")));
        Assert.Equal(exitCode, status["initContainerStatuses"]![0].Number("state", "terminated", "exitCode"));
        Assert.Equal("PodInitializing", status["containerStatuses"]![0].Text("state", "waiting", "reason"));
    }

    [Fact]
    public async Task Writing_where_the_mount_is_read_only_fails_the_container()
    {
        await using var world = await NodeWorld.StartAsync(None.With("put", start => Put(start.Arguments[1])));

        var life = await world.LifeAsync(Pod(Container("c", "put /v/x", Mounts("""{"name":"v","mountPath":"/v","readOnly":true}""") + ""","terminationMessagePolicy":"FallbackToLogsOnError" """)).WithVolumes("""{"name":"v","emptyDir":{}}"""));

        Assert.Equal("Failed", life[^1].Text("status", "phase"));
        Assert.Equal("sandbox: the container wrote to /v, which it mounts read-only", life[^1]["status"]!["containerStatuses"]![0].Text("state", "terminated", "message"));
    }

    [Fact]
    public async Task Annotations_are_files_and_a_key_of_a_Secret_has_the_path_that_it_is_given()
    {
        List<string> read = [];
        await using var world = await NodeWorld.StartAsync(None.With("read", start => Keep(read = [.. start.Arguments.Skip(1).Select(File.ReadAllText)])));
        await world.SecretAsync("ca", "tls.crt", "certificate");

        await world.LifeAsync(Pod(Container("c", "read /workflow/workflow.yaml /ca/ca.crt", Mounts("""{"name":"w","mountPath":"/workflow"},{"name":"ca","mountPath":"/ca"}""")))
            .WithVolumes("""
                {"name":"w","downwardAPI":{"items":[{"path":"workflow.yaml","fieldRef":{"fieldPath":"metadata.annotations['example.com/document']"}}]}},
                {"name":"ca","secret":{"secretName":"ca","items":[{"key":"tls.crt","path":"ca.crt"}]}}
                """)
            .Replace("\"name\":\"p\"", "\"name\":\"p\",\"annotations\":{\"example.com/document\":\"a: 1\\n\"}", StringComparison.Ordinal));

        Assert.Equal(["a: 1\n", "certificate"], read);
    }

    [Fact]
    public async Task An_init_container_waits_for_its_Secret_and_gets_it_as_a_container_would()
    {
        var seen = "";
        await using var world = await NodeWorld.StartAsync(Exits.With("see", start => Keep(seen = $"{start.Environment["TOKEN"]} {start.Environment["FILE"]}")));
        var pod = Pod(Container("c", "exit 0"), Container("a", "see", Mounts("""{"name":"v","mountPath":"/v"}""") + """
            ,"env":[{"name":"TOKEN","valueFrom":{"secretKeyRef":{"name":"dbt-cloud","key":"token"}}},{"name":"FILE","value":"/v/$(TOKEN)"}]
            """)).WithVolumes("""{"name":"v","emptyDir":{}}""");

        var waiting = await world.LifeAsync(Pods, pod, item => item.Items("status", "initContainerStatuses").Any(container => container.Text("state", "waiting", "reason") == "CreateContainerConfigError"));
        await world.SecretAsync("dbt-cloud", "token", "abc");
        var life = await world.FollowAsync(Pods, "p", item => item.Text("status", "phase") == "Succeeded", waiting[^1].Text("metadata", "resourceVersion")!);

        Assert.Equal("secret \"dbt-cloud\" not found", waiting[^1]["status"]!["initContainerStatuses"]![0].Text("state", "waiting", "message"));
        Assert.Matches("^abc /.+/volumes/v/abc$", seen);
        Assert.NotEmpty(life);
    }

    [Fact]
    public async Task A_volume_whose_Secret_is_not_there_is_told_by_an_event()
    {
        await using var world = await NodeWorld.StartAsync(Exits);

        var life = await world.LifeAsync(Pods, Pod(Container("c", "exit 0")).WithVolumes("""{"name":"ca","secret":{"secretName":"ca"}}"""), item => item.Text("status", "phase") == "Pending" && item.At("status", "startTime") is not null);
        var told = await world.FollowAsync("/api/v1/namespaces/default/events", "", _ => true, life[^1].Text("metadata", "resourceVersion")!);

        Assert.Equal(("FailedMount", "MountVolume.SetUp failed for volume \"ca\" : secret \"ca\" not found"), (told[^1].Text("reason"), told[^1].Text("message")));
        Assert.Equal("ContainerCreating", life[^1]["status"]!["containerStatuses"]![0].Text("state", "waiting", "reason"));
    }

    private static int Put(string path)
    {
        File.WriteAllText(path, "content");
        return 0;
    }

    private static int Fill(string path)
    {
        File.WriteAllBytes(path, new byte[2 * 1024 * 1024]);
        return 0;
    }

    private static int Keep<T>(T value) => value is null ? 1 : 0;

    private static string Mounts(string mounts) => $$""","volumeMounts":[{{mounts}}]""";
}
