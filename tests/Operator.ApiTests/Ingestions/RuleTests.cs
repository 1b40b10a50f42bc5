using Operator.ApiTests.Contract;
using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Ingestions;

/// <summary>Every CEL rule of the CRD refuses with its message, and lets pass what is near it; only a real API server evaluates them.</summary>
public sealed class RuleTests(TestServers servers) : ContractTest(servers)
{
    private const string OneAddress = "exactly one of url and region is required";
    private const string Id = "an id of dbt Cloud is a positive number of up to 19 digits";
    private const string Quantity = "a quantity is a number of up to 19 digits";
    private const string Key = "a key has at most 317 characters";
    private const string Expansion = "the ingestion would expand $NAME as an environment variable";

    [Theory]
    [InlineData("""{"account":{"region":"EMEA"}}""", OneAddress)]
    [InlineData("""{"account":{"url":null}}""", OneAddress)]
    [InlineData("""{"account":{"id":0}}""", Id)]
    [InlineData("""{"account":{"id":"abc"}}""", Id)]
    [InlineData("""{"filters":[{"name":"a","projectId":-5}]}""", Id)]
    [InlineData("""{"filters":[{"name":"a","jobId":"01"}]}""", Id)]
    [InlineData("""{"filters":[{"name":"a"}]}""", "a filter needs projectId, environmentId, jobId or several")]
    [InlineData("""{"artifacts":{"mode":"Direct"},"filters":[{"name":"a","jobId":1,"environmentId":2}]}""", "or set artifacts.mode to Staged")]
    [InlineData("""{"artifacts":{"mode":"Direct","runs":"LatestFinished"}}""", "remove the other fields of artifacts")]
    [InlineData("""{"artifacts":{"mode":"Direct","fillTestMessages":false}}""", "remove the other fields of artifacts")]
    [InlineData("""{"run":{"volumes":[{"name":"artifacts","mountPath":"/a","secret":{"name":"x"}}]}}""", "choose another name")]
    [InlineData("""{"run":{"volumes":[{"name":"a","mountPath":"/artifacts","secret":{"name":"x"}}]}}""", "choose another mountPath")]
    [InlineData("""{"filters":[{"name":"a","projectId":1,"schedule":{"followJob":true}}]}""", "add jobId to the filter, or write schedule.cron")]
    [InlineData("""{"filters":[{"name":"a","jobId":1,"schedule":{}}]}""", "exactly one of cron and followJob set to true is required")]
    [InlineData("""{"filters":[{"name":"a","jobId":1,"schedule":{"followJob":true,"timeZone":"Etc/UTC"}}]}""", "followJob takes no timeZone")]
    [InlineData("""{"schedule":{"followJob":true}}""", "exactly one of cron and followJob set to true is required")]
    [InlineData("""{"schedule":{"cron":null,"followJob":true,"timeZone":"Etc/UTC"}}""", "followJob takes no timeZone")]
    [InlineData("""{"schedule":{"cron":null,"followJob":true},"filters":null}""", "schedule.followJob needs a dbt job to follow; give every filter")]
    [InlineData("""{"schedule":null}""", "schedule is required unless every filter has its own")]
    [InlineData("""{"schedule":null,"filters":null}""", "schedule is required unless every filter has its own")]
    [InlineData("""{"openMetadata":{"databaseService":"$DBT_CLOUD_TOKEN"}}""", Expansion)]
    [InlineData("""{"openMetadata":{"pipelineName":"a${B}"}}""", Expansion)]
    [InlineData("""{"options":{"classificationName":"a$1"}}""", Expansion)]
    [InlineData("""{"options":{"schemaFilter":{"includes":["^x$","$_"]}}}""", Expansion)]
    [InlineData("""{"options":{"tagFilter":{"excludes":["$$A"]}}}""", Expansion)]
    [InlineData("""{"connectionTest":{"interval":"59s"}}""", "write an interval of 1m or more")]
    [InlineData("""{"run":{"env":[{"name":"PIPELINE_RUN_ID","value":"1"}]}}""", "the operator sets this variable itself")]
    [InlineData("""{"run":{"volumes":[{"name":"a","mountPath":"/a"}]}}""", "exactly one of configMap, secret and persistentVolumeClaim")]
    [InlineData("""{"run":{"volumes":[{"name":"a","mountPath":"/a","secret":{"name":"x"},"configMap":{"name":"x"}}]}}""", "exactly one of configMap, secret and persistentVolumeClaim")]
    [InlineData("""{"run":{"volumes":[{"name":"tmp","mountPath":"/a","secret":{"name":"x"}}]}}""", "choose another name")]
    [InlineData("""{"run":{"volumes":[{"name":"a","mountPath":"/tmp/","secret":{"name":"x"}}]}}""", "choose another mountPath")]
    [InlineData("""{"run":{"labels":{"job-name":"x"}}}""", "remove them from run.labels")]
    [InlineData("""{"run":{"annotations":{"metadata-ingestion.io/workflow":"x"}}}""", "remove them from run.annotations")]
    [InlineData("""{"run":{"fetchResources":{"limits":{"memory":"1e999999"}}}}""", Quantity)]
    [InlineData("""{"run":{"resources":{"requests":{"cpu":"1e1.5"}}}}""", Quantity)]
    [InlineData("""{"run":{"resources":{"limits":{"cpu":"99999999999999999999E"}}}}""", Quantity)]
    [InlineData("""{"run":{"resources":{"limits":{"cpu":-1}}}}""", Quantity)]
    [InlineData("""{"run":{"resources":{"limits":{"memory":"1Gi of it, and many more words"}}}}""", Quantity)]
    [InlineData("""{"run":{"env":[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"limits.cpu","divisor":"1e999"}}}]}}""", Quantity)]
    [InlineData("""{"run":{"artifactsSizeLimit":"1m"}}""", "a size is a number of up to 19 digits")]
    [InlineData("""{"run":{"affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{}]}}}}""", "topologyKey: Required value")]
    [InlineData("""{"run":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"Is"}]}]}}}}}""", "Unsupported value: \"Is\"")]
    public async Task A_rule_refuses_and_its_message_names_the_fix(string change, string message)
    {
        using var space = await WithAnIngestion();

        var answer = await space.MergePatch($"{IngestionKind.Path}/a?dryRun=All", $$$"""{"spec":{{{change}}}}""");

        Assert.Equal((422, "Invalid"), (answer.Status, answer["reason"]));
        Assert.Contains(message, answer["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"account":{"url":null,"region":"APAC"}}""")]
    [InlineData("""{"account":{"id":70000000000001}}""")]
    [InlineData("""{"artifacts":{"mode":"Direct"}}""")]
    [InlineData("""{"artifacts":{"mode":"Staged","runs":"LatestFinished","skipUnchanged":true},"filters":[{"name":"a","environmentId":7,"catalogFrom":{"jobId":"9"}}]}""")]
    [InlineData("""{"account":{"id":"9999999999999999999"}}""")]
    [InlineData("""{"filters":null}""")]
    [InlineData("""{"filters":[{"name":"a","jobId":1,"schedule":{"followJob":true}},{"name":"b","jobId":2,"schedule":{"cron":"@hourly"}}],"schedule":null}""")]
    [InlineData("""{"filters":[{"name":"a","jobId":1}],"schedule":{"cron":null,"followJob":true}}""")]
    [InlineData("""{"schedule":{"followJob":false,"timeZone":"Europe/Berlin"}}""")]
    [InlineData("""{"openMetadata":{"databaseService":"cost in $"}}""")]
    [InlineData("""{"options":{"tableFilter":{"includes":["^x$","^(a|b$)"]}}}""")]
    [InlineData("""{"connectionTest":{"interval":"1m"}}""")]
    [InlineData("""{"run":{"env":[{"name":"HTTPS_PROXY","value":"http://proxy:3128"}],"labels":{"team":"data"},"annotations":{"sidecar.istio.io/inject":"false"}}}""")]
    [InlineData("""{"run":{"volumes":[{"name":"a","mountPath":"/tmp/certificates","secret":{"name":"x"}}],"affinity":{"nodeAffinity":{}},"tolerations":[{"operator":"Exists"}]}}""")]
    [InlineData("""{"run":{"resources":{"limits":{"memory":"4.5Gi","cpu":2,"nvidia.com/gpu":"1"},"requests":{"cpu":"250m","memory":"128974848","ephemeral-storage":"1e9"}},"artifactsSizeLimit":"1.5Gi"}}""")]
    [InlineData("""{"run":{"env":[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"limits.memory","divisor":"1Mi"}}}]}}""")]
    [InlineData("""{"run":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"pool","operator":"In","values":["batch"]}]}]}},"podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":1,"podAffinityTerm":{"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"x"}},"namespaceSelector":{}}}]}}}}""")]
    public async Task A_rule_lets_pass_what_is_only_near_to_it(string change)
    {
        using var space = await WithAnIngestion();

        (await space.MergePatch($"{IngestionKind.Path}/a?dryRun=All&fieldValidation=Strict", $$$"""{"spec":{{{change}}}}""")).Ok();
    }

    [Theory]
    [InlineData("nodeSelector")]
    [InlineData("labels")]
    [InlineData("annotations")]
    public async Task A_key_of_a_map_has_a_limit(string map)
    {
        using var space = await WithAnIngestion();

        var answer = await space.MergePatch($"{IngestionKind.Path}/a?dryRun=All", $$$"""{"spec":{"run":{"{{{map}}}":{"{{{new string('k', 318)}}}":"x"} } } }""");

        Assert.Equal((422, "Invalid"), (answer.Status, answer["reason"]));
        Assert.Contains(Key, answer["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(44, true, null)]
    [InlineData(45, true, "may have 51 characters in all")]
    [InlineData(52, false, null)]
    [InlineData(53, false, "limits to 52 characters")]
    public async Task A_name_leaves_room_for_the_name_of_the_CronJob(int length, bool withFilter, string? message)
    {
        using var space = await WithAnIngestion();
        var filters = withFilter ? """[{"name":"staging","jobId":1}]""" : "[]";

        var answer = await space.Post($"{IngestionKind.Path}?dryRun=All", Named(new string('a', length), filters));

        Assert.Equal(message is null ? 201 : 422, answer.Status);
        Assert.Contains(message ?? "", answer["message"] ?? "", StringComparison.Ordinal);
    }

    private async Task<Space> WithAnIngestion()
    {
        var space = await OnARealServer();
        await IngestionKind.InstallAsync(space);
        (await space.Post(IngestionKind.Path, Named("a", """[{"name":"marts","projectId":98765,"jobId":54321},{"name":"staging","projectId":98766}]"""))).Created();
        return space;
    }

    private static string Named(string name, string filters) => $$$$"""
        {"apiVersion":"metadata-ingestion.io/v1alpha1","kind":"DbtCloudIngestion","metadata":{"name":"{{{{name}}}}"},
         "spec":{"account":{"id":"12345","url":"https://ab123.us1.dbt.com","tokenSecretRef":{"name":"dbt-cloud"}},
                 "filters":{{{{filters}}}},
                 "schedule":{"cron":"H */6 * * *"},
                 "openMetadata":{"url":"http://openmetadata:8585","tokenSecretRef":{"name":"bot"},"databaseService":"warehouse"}}}
        """;
}
