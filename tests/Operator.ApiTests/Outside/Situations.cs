using Sandbox.DbtCloud;
using Sandbox.Outside;

namespace Operator.ApiTests.Outside;

/// <summary>How each recorded case is brought about, and which ones are not.</summary>
internal static class Situations
{
    private const string Artifacts = "/artifacts/";

    /// <summary>Cases that the stand-ins do not meet, each with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotMet = new Dictionary<string, string>
    {
        ["url-trailing-slash"] = "the outcome depends on what a server answers below a wrong base; the recording one answered with JSON that was no entity",
        ["url-without-api"] = "the outcome depends on what a server answers below a wrong base; the recording one answered with JSON that was no entity",
    };

    /// <summary>Cases and versions whose calls and lines depend on how the client's own library repeats a call that breaks.</summary>
    public static bool IsRepeatedByTheLibrary(string name, string version) =>
        name == "partial-success" && version.StartsWith("1.", StringComparison.Ordinal);

    public static IReadOnlyDictionary<string, Situation> All { get; } = new Dictionary<string, Situation>
    {
        ["success"] = new(),
        ["log-level-debug"] = new() { Document = text => text.Replace("loggerLevel: INFO", "loggerLevel: DEBUG", StringComparison.Ordinal) },
        ["pipeline-exists"] = new() { PipelineExists = true },
        ["pipeline-create-403"] = new() { OpenMetadataFaults = [Fault.Status(403) with { Method = "PUT", Path = "/services/ingestionPipelines" }] },
        ["pipeline-status-403"] = new() { OpenMetadataFaults = [Fault.Status(403) with { Method = "PUT", Path = "/pipelineStatus" }] },
        ["dbt-401"] = Runs(Fault.Status(401)),
        ["dbt-403"] = Runs(Fault.Status(403)),
        ["dbt-404"] = Runs(Fault.Status(404)),
        ["dbt-429"] = Runs(Fault.Cooldown()),
        ["dbt-500"] = Runs(Fault.Status(500)),
        ["dbt-503"] = Runs(Fault.Status(503)),
        ["dbt-html"] = Runs(Fault.Html()),
        ["dbt-unreachable"] = new() { Document = text => Replace(text, "dbtCloudUrl", "http://127.0.0.1:9/") },
        ["dbt-redirect-other-host"] = new() { RedirectsToOtherHost = true },
        ["no-run"] = new() { DbtCloud = world => world.WithAccount(RecordedWorld.AccountId, account => account with { Runs = [] }) },
        ["newest-run-failed"] = OfRun(run => run with { Status = DbtRunStatus.Error }),
        ["run-without-humanized-fields"] = OfRun(run => run with { Humanized = false }),
        ["catalog-missing"] = OfRun(run => run.Without("catalog.json")),
        ["manifest-missing"] = OfRun(run => run.Without("manifest.json")),
        ["run-results-missing"] = OfRun(run => run.Without("run_results.json")),
        ["catalog-cut-off"] = new() { DbtFaults = [Fault.CutOff() with { Path = Artifacts + "catalog.json" }] },
        ["manifest-cut-off"] = new() { DbtFaults = [Fault.CutOff() with { Path = Artifacts + "manifest.json" }] },
        ["raise-on-error-false-manifest-missing"] = OfRun(run => run.Without("manifest.json")) with
        {
            Document = text => text.Replace("loggerLevel: INFO", "loggerLevel: INFO\n  raiseOnError: false", StringComparison.Ordinal),
        },
        ["docs-generate-last-one-test-failed"] = OfRun(run => run with { Steps = DemoWorld.StepsWithDocsLast }),
        ["database-service-missing"] = new() { OpenMetadata = world => world with { Services = [] } },
        ["no-tables-in-openmetadata"] = new() { OpenMetadata = world => world with { Services = [world.Services[0] with { Tables = [] }] } },
        ["openmetadata-401"] = new() { OpenMetadata = world => world with { Bots = [] } },
        ["openmetadata-503"] = new()
        {
            OpenMetadataFaults = [.. new[] { "/services/", "/metadata/", "/classifications", "/tags", "/search/", "/dataQuality/" }.Select(path => Fault.Status(503) with { Path = "/v1" + path })],
        },
        ["openmetadata-unreachable"] = new() { Document = text => Replace(text, "hostPort", "http://127.0.0.1:9/api") },
        ["partial-success"] = new()
        {
            Document = text => Option(text, "overrideLineage: true", "tableFilterPattern: {excludes: [\"^stg_\"]}"),
            OpenMetadataFaults =
            [
                Fault.Reset() with { Method = "DELETE", Path = "/v1/lineage/table/afcdc491-fbb8-56d7-9477-92b8c5207205/type/" },
                Fault.Status(404) with { Method = "DELETE", Path = "/v1/lineage/table/name/" },
            ],
        },
        ["run-id-empty"] = new() { RunId = "" },
        ["run-id-no-uuid"] = new() { RunId = "not-a-uuid" },
        ["token-empty"] = new() { DbtToken = "", DbtCloud = world => world with { Tokens = [new DbtToken("", RecordedWorld.AccountId)] } },
        ["unknown-key"] = new() { Document = text => Option(text, "dbtUpdateEverything: true") },
        ["version-mismatch"] = new() { OpenMetadata = world => world with { Version = world.Version.StartsWith("2.", StringComparison.Ordinal) ? "1.13.6" : "1.11.0" } },
        ["local"] = new() { LocalFiles = StagedFiles.OfBuild() },
        ["local-manifest-only"] = new() { LocalFiles = StagedFiles.Only("manifest.json") },
        ["local-named-file-absent"] = new() { LocalFiles = StagedFiles.OfBuild(), AbsentFile = "sources.json" },
        ["local-placeholders-empty-object"] = new() { LocalFiles = StagedFiles.WithPlaceholders(wellFormed: false) },
        ["local-placeholders-well-formed"] = new() { LocalFiles = StagedFiles.WithPlaceholders(wellFormed: true) },
        ["local-merged-steps-one-test-failed"] = new() { LocalFiles = StagedFiles.OfSteps(skipped: null) },
        ["local-merged-results-of-unknown-nodes-one-test-skipped"] = new() { LocalFiles = StagedFiles.OfSteps(skipped: "test.shop.unique_customers_customer_id.c5af1ff4b1") },
    };

    private static Situation Runs(Fault fault) => new() { DbtFaults = [fault with { Path = "/runs" }] };

    private static Situation OfRun(Func<DbtRun, DbtRun> change) => new() { DbtCloud = world => world.WithRun(RecordedWorld.DbtRunId, change) };

    private static string Replace(string text, string key, string value) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimStart().StartsWith(key + ":", StringComparison.Ordinal) ? line[..line.IndexOf(key, StringComparison.Ordinal)] + $"{key}: {value}" : line));

    private static string Option(string text, params string[] lines) =>
        text.Replace("      type: DBT\n", "      type: DBT\n" + string.Concat(lines.Select(line => $"      {line}\n")), StringComparison.Ordinal);
}
