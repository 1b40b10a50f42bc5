namespace Sandbox.DbtCloud;

/// <summary>The account that the demo and most tests look at: two projects, and the artifacts of a real dbt project.</summary>
internal static class DemoWorld
{
    public const long AccountId = 12345;
    public const long MartsProject = 98765;
    public const long StagingProject = 98766;
    public const long MartsJob = 54321;
    public const long StagingJob = 54322;
    public const long CiJob = 54323;
    public const long MartsRun = 70_471_800_000_777;
    public const long StagingRun = 70_471_800_000_778;

    /// <summary>Account viewer.</summary>
    public const string Token = "dbtc_demo_0123456789";

    /// <summary>Job viewer: everything the operator needs and no more.</summary>
    public const string LeastToken = "dbtc_least_0123456789";

    public static DbtCloudWorld At(DateTimeOffset now) => new()
    {
        Tokens = [new DbtToken(Token, AccountId), new DbtToken(LeastToken, AccountId) { Permission = DbtPermission.JobViewer }],
        Accounts =
        [
            new DbtAccount(AccountId, "Analytics")
            {
                Projects = [new DbtProject(MartsProject, "marts") { DocsJobId = MartsJob }, new DbtProject(StagingProject, "staging")],
                Environments =
                [
                    new DbtEnvironment(777, MartsProject, "Production", "production"),
                    new DbtEnvironment(778, StagingProject, "Staging", "staging"),
                ],
                Jobs = Jobs,
                Runs = [.. Runs(now)],
            },
        ],
    };

    private static readonly string[] BuildAndDocs = ["dbt build", "dbt docs generate --no-compile"];

    private static IReadOnlyList<DbtJob> Jobs =>
    [
        new DbtJob(MartsJob, MartsProject, 777, "Marts, every six hours") { ExecuteSteps = BuildAndDocs, Cron = "17 */6 * * *" },
        new DbtJob(StagingJob, StagingProject, 778, "Staging, nightly") { ExecuteSteps = BuildAndDocs, Cron = "30 2 * * *" },
        new DbtJob(CiJob, MartsProject, 777, "CI of pull requests") { ExecuteSteps = ["dbt build --select state:modified+"], JobType = "ci", OnSchedule = false, OnPullRequest = true, Cron = "0 * * * *" },
    ];

    private static IEnumerable<DbtRun> Runs(DateTimeOffset now)
    {
        yield return Finished(MartsRun - 100, MartsJob, now.AddHours(-8), BuiltSteps);
        yield return Finished(MartsRun, MartsJob, now.AddHours(-2), BuiltSteps);
        yield return Finished(StagingRun, StagingJob, now.AddHours(-5), BuiltSteps);
        yield return Finished(MartsRun + 5, CiJob, now.AddHours(-3), [.. BuiltIn, new DbtStep(4, "Invoke dbt with `dbt build --select state:modified+`") { Artifacts = ArtifactSet.OfShop("build").Without("catalog.json") }]) with
        {
            CauseCategory = "ci",
            PullRequestId = 17,
            SchemaOverride = "dbt_cloud_pr_54323_17",
        };
    }

    private static IReadOnlyList<DbtStep> BuiltIn =>
        [new DbtStep(1, "Clone git repository"), new DbtStep(2, "Create profile from connection"), new DbtStep(3, "Invoke dbt with `dbt deps`")];

    /// <summary>Docs that compile nothing leave the results of the build as they are.</summary>
    public static IReadOnlyList<DbtStep> BuiltSteps =>
    [
        .. BuiltIn,
        new DbtStep(4, "Invoke dbt with `dbt build`") { Artifacts = ArtifactSet.OfShop("build").Without("catalog.json") },
        new DbtStep(5, "Invoke dbt with `dbt docs generate --no-compile`") { Artifacts = ArtifactSet.OfShop("build") },
    ];

    /// <summary>Source freshness, run, test (one fails) and docs generate, which compiles: the last step calls every test a success.</summary>
    public static IReadOnlyList<DbtStep> StepsWithDocsLast =>
    [
        .. BuiltIn,
        new DbtStep(4, "Invoke dbt with `dbt source freshness`") { Artifacts = ArtifactSet.OfShop("1-source-freshness") },
        new DbtStep(5, "Invoke dbt with `dbt run`") { Artifacts = ArtifactSet.OfShop("2-run") },
        new DbtStep(6, "Invoke dbt with `dbt test`") { Artifacts = ArtifactSet.OfShop("3-test") },
        new DbtStep(7, "Invoke dbt with `dbt docs generate`") { Artifacts = ArtifactSet.OfShop("4-docs-generate") },
    ];

    /// <summary>Run and test, of which one failed: that ends the run, so no docs are generated.</summary>
    public static IReadOnlyList<DbtStep> StepsWithFailedTest =>
    [
        .. BuiltIn,
        new DbtStep(4, "Invoke dbt with `dbt run`") { Artifacts = ArtifactSet.OfShop("2-run").With("manifest.json", ShopManifest) },
        new DbtStep(5, "Invoke dbt with `dbt test`") { Status = DbtRunStatus.Error, Artifacts = ArtifactSet.OfShop("3-test").With("manifest.json", ShopManifest) },
    ];

    private static ReadOnlyMemory<byte> ShopManifest => ArtifactSet.OfShop("4-docs-generate").Find("manifest.json")!.Value;

    /// <summary>A run that a failed test made one in error.</summary>
    public static DbtRun FailedTest(long id, long job, DateTimeOffset at) =>
        Finished(id, job, at, StepsWithFailedTest) with { Status = DbtRunStatus.Error };

    /// <summary>A run of nine minutes that succeeded.</summary>
    public static DbtRun Finished(long id, long job, DateTimeOffset at, IReadOnlyList<DbtStep> steps) =>
        new(id, job, DbtRunStatus.Success, at.AddMinutes(-9)) { StartedAt = at.AddMinutes(-8), FinishedAt = at, Steps = steps };
}
