using System.Text.Json.Nodes;
using Operator.ApiTests.Servers;
using Sandbox.Kubernetes.Http;
using Xunit;

namespace Operator.ApiTests.Contract;

/// <summary>The operator's own definition on a real server: accepted as it stands, and each of its rules lets the right in and tells the fix of the wrong.
/// The sandbox has no rules in CEL.</summary>
public sealed class ResourceTests(TestServers servers) : ContractTest(servers)
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Definition = $"{Definitions}/dbtcloudingestions.metadata-ingestion.io";
    private const string Ingestions = "/apis/metadata-ingestion.io/v1alpha1/~/dbtcloudingestions";

    [Fact]
    public async Task The_definition_is_accepted_without_a_warning_and_stored_as_it_is_written()
    {
        using var space = await OnARealServer();

        var applied = await space.Apply($"{Definition}?fieldValidation=Strict", "contract", CrdText(), force: true);

        Assert.True(applied.Status is 200 or 201, applied.Text);
        Assert.Empty(applied.Warnings);
        applied.Has("spec", Yaml.Parse(CrdText())!["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task A_new_resource_starts_with_a_status_that_nobody_has_observed()
    {
        using var space = await WithTheDefinitionAsync();

        var created = (await space.Post(Ingestions, Ingestion("a").ToJsonString())).Created();

        created.Has("status", """{"observedGeneration":-1}""");
        Assert.Null(created["spec.run"]);
    }

    [Fact]
    public async Task The_samples_are_accepted_when_strict()
    {
        using var space = await WithTheDefinitionAsync();
        var samples = Directory.GetFiles(InRepository("config/samples"), "*.yaml").SelectMany(file => Yaml.ParseAll(File.ReadAllText(file)))
            .Where(sample => (string?)sample["kind"] == "DbtCloudIngestion").ToList();

        foreach (var sample in samples)
        {
            sample["metadata"]!["namespace"] = space.Name;
            (await space.Post($"{Ingestions}?fieldValidation=Strict", sample.ToJsonString())).Created();
        }

        Assert.NotEmpty(samples);
    }

    [Fact]
    public async Task Every_rule_lets_the_right_in()
    {
        using var space = await WithTheDefinitionAsync();
        var refused = new List<string>();
        foreach (var rule in ResourceRules.All)
        {
            var answer = await space.Post($"{Ingestions}?dryRun=All", Ingestion(rule.Name, rule.Right).ToJsonString());
            if (answer.Status != 201)
            {
                refused.Add($"{rule.Right}: {answer.Text}");
            }
        }

        Assert.Empty(refused);
    }

    [Fact]
    public async Task Every_rule_refuses_the_wrong_and_tells_the_fix()
    {
        using var space = await WithTheDefinitionAsync();
        var passed = new List<string>();
        foreach (var rule in ResourceRules.All)
        {
            var answer = await space.Post($"{Ingestions}?dryRun=All", Ingestion(rule.WrongName ?? rule.Name, rule.Wrong).ToJsonString());
            if (answer.Status != 422 || !answer["message"]!.Contains(rule.Message, StringComparison.Ordinal))
            {
                passed.Add($"{rule.Wrong} was to be refused with \"{rule.Message}\": {answer.Text}");
            }
        }

        Assert.Empty(passed);
    }

    [Fact]
    public void Every_message_of_the_definition_is_tried_here()
    {
        var messages = File.ReadLines(CrdFile()).Select(line => line.Trim()).Where(line => line.StartsWith("message: ", StringComparison.Ordinal))
            .Select(line => line["message: ".Length..].Trim('\'', '"')).Distinct().ToList();

        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.Contains(ResourceRules.All, rule => message.Contains(rule.Message, StringComparison.Ordinal)));
    }

    private async Task<Space> WithTheDefinitionAsync()
    {
        var space = await OnARealServer();
        await space.Apply(Definition, "contract", CrdText(), force: true);
        await space.Until(Ingestions, list => list.Status == 200);
        return space;
    }

    private static JsonNode Ingestion(string name, string changes = "{}")
    {
        var ingestion = JsonNode.Parse("""
            {"apiVersion":"metadata-ingestion.io/v1alpha1","kind":"DbtCloudIngestion","metadata":{},"spec":{
             "account":{"id":"12345","url":"https://ab123.us1.dbt.com","tokenSecretRef":{"name":"dbt-cloud"}},
             "schedule":{"cron":"H */6 * * *"},
             "openMetadata":{"url":"http://openmetadata:8585","tokenSecretRef":{"name":"bot"},"databaseService":"warehouse"}}}
            """)!;
        ingestion["metadata"]!["name"] = name;
        Merge((JsonObject)ingestion["spec"]!, (JsonObject)JsonNode.Parse(changes)!);
        return ingestion;
    }

    /// <summary>As a merge patch does: null removes.</summary>
    private static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (field, value) in changes)
        {
            if (value is JsonObject inner && target[field] is JsonObject existing)
            {
                Merge(existing, inner);
            }
            else if (value is null)
            {
                target.Remove(field);
            }
            else
            {
                target[field] = value.DeepClone();
            }
        }
    }

    private static string CrdText() => File.ReadAllText(CrdFile());

    private static string CrdFile() => InRepository("crds/metadata-ingestion.io_dbtcloudingestions.yaml");

    private static string InRepository(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Operator.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return Path.Combine(folder.FullName, path);
    }
}
