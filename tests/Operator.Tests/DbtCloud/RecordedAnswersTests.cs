using System.Text.Json.Nodes;
using Operator.DbtCloud;
using Operator.Outbound;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.DbtCloud;

/// <summary>Every recorded answer of the real API, read by the question it belongs to.</summary>
public sealed class RecordedAnswersTests
{
    private static readonly string Folder = FindFolder();

    [Fact]
    public async Task An_account()
    {
        var account = (await Client("account_get.json").AccountAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, Cancelled)).Value();

        Assert.Equal(new DbtAccountDetails("123456", "REDACTED", "enterprise", DbtState.Active, Locked: false), account);
    }

    [Fact]
    public async Task Projects()
    {
        var projects = (await Client("project_list.json").ProjectsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, Cancelled)).Value();

        Assert.Equal(Count("project_list.json"), projects.Items.Count);
        Assert.All(projects.Items, project => Assert.NotEqual("", project.Name));
        Assert.True(projects.Whole);
    }

    [Fact]
    public async Task A_job()
    {
        var job = (await Client("job_get.json").JobAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "43167", Cancelled)).Value();

        Assert.Equal(("43167", "Do nothing!", "123457"), (job.Id, job.Name, job.ProjectId));
        Assert.Equal(["dbt run -s not_a_model"], job.ExecuteSteps);
        Assert.Null(job.Cron);
        Assert.Equal((false, false, false, false), (job.GenerateDocs, job.IsCi, job.IsMerge, job.Deactivated));
    }

    [Fact]
    public async Task Jobs()
    {
        var jobs = (await Client("job_list.json").JobsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, null, Cancelled)).Value();

        Assert.Equal(Count("job_list.json"), jobs.Items.Count);
    }

    [Fact]
    public async Task A_run()
    {
        var run = (await Client("run_get.json").RunAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "36053848", Cancelled)).Value();

        Assert.Equal(("36053848", "43167", "0.21.0"), (run.Id, run.JobId, run.DbtVersion));
        Assert.Equal(DbtRunStatus.Success, run.Status);
        Assert.Equal(new DateTimeOffset(2021, 12, 7, 10, 34, 14, TimeSpan.Zero).AddTicks(4354740), run.FinishedAt);
        Assert.True(run.ArtifactsSaved);
    }

    [Fact]
    public async Task Runs_of_the_withdrawn_version_with_seconds_and_texts_where_numbers_are_now()
    {
        var runs = (await Client("run_list.json").NewestRunsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, new DbtRunQuery(), Cancelled)).Value();

        Assert.Equal(["40650768", "40538548"], runs.Select(run => run.Id));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1642378181), runs[0].FinishedAt);
        Assert.All(runs, run => Assert.Equal((DbtRunStatus.Success, DbtRunOrigin.Deployment, "49663"), (run.Status, run.Origin, run.JobId)));
    }

    [Fact]
    public async Task Artifacts_of_a_run()
    {
        var paths = (await Client("run_list_artifacts.json").ArtifactsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled)).Value();

        Assert.Equal(["manifest.json", "run_results.json"], paths); // Beside them are three in folders.
    }

    /// <summary>The limits of an answer leave room: the heaviest recorded run has 1.5 KB, and here each has five times as much.</summary>
    [Fact]
    public async Task A_full_page_of_runs_that_are_five_times_as_heavy_as_any_recorded_one()
    {
        var run = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "run_get.json")))!["data"]!.AsObject();
        run["filling"] = new JsonArray([.. Enumerable.Range(0, 50).Select(_ => (JsonNode)new string('x', 110))]);
        var page = string.Join(',', Enumerable.Range(1, DbtPath.PageSize).Select(id => { run["id"] = id; return run.ToJsonString(); }));

        var runs = await DbtCloudDialogue.Answering($"[{page}]").Client.NewestRunsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, new DbtRunQuery { Limit = DbtPath.PageSize }, Cancelled);

        Assert.InRange(page.Length, 700_000, 1_000_000);
        Assert.Equal(DbtPath.PageSize, runs.Value().Count);
    }

    /// <summary>A project with ten thousand models leaves some such number of files.</summary>
    [Fact]
    public async Task The_files_of_a_run_of_a_very_large_project()
    {
        var files = string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"compiled/shop/models/marts/a_model_with_a_name_{number}.sql\""));

        var names = await DbtCloudDialogue.Answering($"[\"manifest.json\",{files}]").Client.ArtifactsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, "1", Cancelled);

        Assert.Equal(["manifest.json"], names.Value());
    }

    [Fact]
    public async Task A_list_of_accounts_where_one_account_was_asked_for_is_broken() =>
        Assert.Equal(
            new DbtCloudFailure.Unexpected(UnexpectedAnswer.BrokenJson),
            (await Client("account_list.json").AccountAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, Cancelled)).Failure());

    [Fact]
    public async Task An_artifact_is_handed_on_byte_by_byte_since_it_has_no_envelope()
    {
        var content = await File.ReadAllTextAsync(Path.Combine(Folder, "run_get_artifact.json"), Cancelled);
        var calls = new FakeConnections(_ => Reply.Text(content, "application/octet-stream")).Calls(new EagerClock(TimeSpan.Zero));
        var call = new OutboundCall(new Uri("https://ab123.us1.dbt.com/artifact")) { Payload = Payload.Artifact, Accept = "*/*" };

        Assert.Equal(Asking.Received("200 " + content), await calls.TextAsync(call, Cancelled));
    }

    [Fact]
    public async Task Environments_are_read_past_where_projects_were_asked_for()
    {
        var projects = (await Client("environment_list.json").ProjectsAsync(DbtCloudDialogue.Account, DbtCloudDialogue.Token, Cancelled)).Value();

        Assert.Equal(Count("environment_list.json"), projects.Items.Count);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static DbtCloudClient Client(string file) => new DbtCloudDialogue(_ => Reply.Json(File.ReadAllText(Path.Combine(Folder, file)))).Client;

    private static int Count(string file)
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        return document.RootElement.GetProperty("data").GetArrayLength();
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Operator.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "tests", "Operator.Tests", "DbtCloud", "Recorded");
    }
}
