namespace Operator.ApiTests.Contract;

/// <summary>One rule of the operator's definition: changes to a spec that it lets in, others that it refuses, and how its message begins.</summary>
internal sealed record ResourceRule(string Right, string Wrong, string Message)
{
    public string Name { get; init; } = "a";

    /// <summary>Gets the name of the refused resource, where it is the name that is wrong.</summary>
    public string? WrongName { get; init; }
}

/// <summary>The rules that only a server with CEL holds.</summary>
internal static class ResourceRules
{
    private const string Dollar = "the ingestion would expand $NAME as an environment variable";
    private const string OneOfCronAndFollowJob = "exactly one of cron and followJob set to true is required";

    private static readonly string FortyFive = new('a', 45);

    public static IReadOnlyList<ResourceRule> All { get; } =
    [
        new("{}", "{}", "metadata.name names the CronJob, which Kubernetes limits to 52 characters") { Name = new('a', 52), WrongName = new('a', 53) },
        new("""{"filters":[{"name":"marts1","projectId":1}]}""", """{"filters":[{"name":"marts12","projectId":1}]}""", "metadata.name and a filter's name together name a CronJob") { Name = FortyFive },
        new("""{"schedule":null,"filters":[{"name":"f","projectId":1,"schedule":{"cron":"0 * * * *"}}]}""", """{"schedule":null}""", "schedule is required unless every filter has its own"),
        new("""{"schedule":{"cron":null,"followJob":true},"filters":[{"name":"f","jobId":1}]}""", """{"schedule":{"cron":null,"followJob":true},"filters":[{"name":"f","projectId":1}]}""",
            "schedule.followJob needs a dbt job to follow; give every filter"),
        new("""{"account":{"url":null,"region":"EMEA"}}""", """{"account":{"region":"EMEA"}}""", "exactly one of url and region is required"),
        new("""{"account":{"id":70000000000000}}""", """{"account":{"id":"012"}}""", "an id of dbt Cloud is a positive number of up to 19 digits"),
        new("""{"account":{"id":1}}""", """{"account":{"id":0}}""", "an id of dbt Cloud is a positive number of up to 19 digits"),
        new("""{"filters":[{"name":"f","projectId":"1","jobId":2}]}""", """{"filters":[{"name":"f","projectId":-1}]}""", "an id of dbt Cloud is a positive number of up to 19 digits"),
        new("""{"filters":[{"name":"f","jobId":2}]}""", """{"filters":[{"name":"f"}]}""", "a filter needs projectId, environmentId, jobId or several"),
        new("""{"filters":[{"name":"f","environmentId":"7","catalogFrom":{"jobId":2}}]}""", """{"artifacts":{"mode":"Direct"},"filters":[{"name":"f","projectId":1,"environmentId":7}]}""", "knows neither environmentId nor catalogFrom"),
        new("""{"artifacts":{"mode":"Direct"},"filters":[{"name":"f","jobId":2}]}""", """{"artifacts":{"mode":"Direct"},"filters":[{"name":"f","jobId":2,"catalogFrom":{"jobId":3}}]}""", "knows neither environmentId nor catalogFrom"),
        new("""{"artifacts":{"runs":"LatestFinished","testResults":"SameRun","includeCiRuns":true,"skipUnchanged":true,"fillTestMessages":false}}""", """{"artifacts":{"mode":"Direct","skipUnchanged":true}}""", "in mode Direct the ingestion chooses the run itself"),
        new("""{"filters":[{"name":"f","jobId":2,"schedule":{"followJob":true}}]}""", """{"filters":[{"name":"f","projectId":2,"schedule":{"followJob":true}}]}""",
            "schedule.followJob needs a dbt job to follow; add jobId to the filter"),
        new("""{"schedule":{"cron":"0 * * * *"}}""", """{"schedule":{"followJob":true},"filters":[{"name":"f","jobId":1}]}""", OneOfCronAndFollowJob),
        new("""{"schedule":{"cron":"0 * * * *","followJob":false}}""", """{"schedule":{"cron":null,"followJob":false}}""", OneOfCronAndFollowJob),
        new("""{"schedule":{"timeZone":"Europe/Berlin"}}""", """{"schedule":{"cron":null,"followJob":true,"timeZone":"Etc/UTC"},"filters":[{"name":"f","jobId":1}]}""",
            "dbt Cloud schedules its jobs in UTC, so followJob takes no timeZone"),
        new("""{"openMetadata":{"databaseService":"a$ b"}}""", """{"openMetadata":{"databaseService":"a$HOME"}}""", Dollar),
        new("""{"options":{"classificationName":"cost in $"}}""", """{"options":{"classificationName":"${DBT_CLOUD_TOKEN}"}}""", Dollar),
        new("""{"options":{"schemaFilter":{"excludes":["^dbt_.*$"]}}}""", """{"options":{"schemaFilter":{"excludes":["$_x"]}}}""", Dollar),
        new("""{"options":{"tableFilter":{"includes":["^a$"]}}}""", """{"options":{"tableFilter":{"includes":["$1"]}}}""", Dollar),
        new("""{"connectionTest":{"interval":"1m"}}""", """{"connectionTest":{"interval":"59s"}}""", "the connection can be tested once a minute at most"),
        new("""{"run":{"env":[{"name":"MINE","value":"x"}]}}""", """{"run":{"env":[{"name":"DBT_CLOUD_TOKEN","value":"x"}]}}""", "the operator sets this variable itself"),
        new("""{"run":{"volumes":[{"name":"v","mountPath":"/v","configMap":{"name":"c"}}]}}""", """{"run":{"volumes":[{"name":"v","mountPath":"/v"}]}}""", "a volume needs exactly one of"),
        new("""{"run":{"volumes":[{"name":"v","mountPath":"/v","configMap":{"name":"c"}}]}}""", """{"run":{"volumes":[{"name":"tmp","mountPath":"/v","configMap":{"name":"c"}}]}}""",
            "the operator has a volume of this name itself"),
        new("""{"run":{"volumes":[{"name":"v","mountPath":"/workflows","configMap":{"name":"c"}}]}}""", """{"run":{"volumes":[{"name":"v","mountPath":"/workflow/","configMap":{"name":"c"}}]}}""",
            "the operator mounts a volume at this path itself"),
        new("""{"run":{"resources":{"limits":{"memory":"1.5Gi"}}}}""", """{"run":{"resources":{"limits":{"memory":-1}}}}""", "a quantity is a number of up to 19 digits with a unit"),
        new("""{"run":{"artifactsSizeLimit":"2Gi"}}""", """{"run":{"artifactsSizeLimit":-1}}""", "a size is a number of up to 19 digits with a unit"),
        new($$"""{"run":{"nodeSelector":{"{{new string('a', 317)}}":"x"} } }""", $$"""{"run":{"nodeSelector":{"{{new string('a', 318)}}":"x"} } }""", "a key has at most 317 characters"),
        new("""{"run":{"labels":{"team":"x"}}}""", """{"run":{"labels":{"app.kubernetes.io/name":"x"}}}""", "the operator and Kubernetes set labels of"),
        new("""{"run":{"annotations":{"team":"x"}}}""", """{"run":{"annotations":{"metadata-ingestion.io/workflow":"x"}}}""", "the operator and Kubernetes set annotations of"),
    ];
}
