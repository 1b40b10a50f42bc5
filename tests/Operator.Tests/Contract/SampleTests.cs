using System.Text.Json;
using System.Text.Json.Nodes;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Contract;

public sealed class SampleTests
{
    private const string Folder = "config/samples";

    public static TheoryData<string> Files => [.. Repository.Files(Folder).Where(file => file.EndsWith(".yaml", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_sample_is_what_the_CRD_allows(string file)
    {
        var ingestions = Yaml.ReadAll(Repository.Read(file)).Where(item => (string?)item["kind"] == Names.Kind);

        Assert.All(ingestions, ingestion => Assert.Equal([], SampleSchema.Objections(ingestion)));
    }

    [Fact]
    public void The_samples_show_filters_and_the_least_that_is_needed()
    {
        var ingestions = Ingestions().ToList();

        Assert.Contains(ingestions, ingestion => ingestion["spec"]!["filters"]?.AsArray().Count == 2);
        Assert.Contains(ingestions, ingestion => ingestion["spec"]!["filters"] is null && ingestion["spec"]!["options"] is null);
    }

    [Fact]
    public void A_sample_reads_and_writes_without_loss() => Assert.All(Ingestions(), written =>
    {
        var read = written.Deserialize(ResourceJson.Default.DbtCloudIngestion)!;
        var again = JsonSerializer.SerializeToNode(read, ResourceJson.Default.DbtCloudIngestion)!.AsObject();

        Assert.True(JsonNode.DeepEquals(WithIdsAsText(written["spec"]!), again["spec"]), again["spec"]!.ToJsonString());
    });

    [Fact]
    public void Every_Secret_that_a_sample_names_is_among_the_samples()
    {
        var all = Repository.Files(Folder).Where(file => file.EndsWith(".yaml", StringComparison.Ordinal)).SelectMany(file => Yaml.ReadAll(Repository.Read(file))).ToList();
        var secrets = all.Where(item => (string?)item["kind"] == "Secret").Select(item => (string?)item["metadata"]!["name"]).ToHashSet();

        Assert.All(Ingestions(), ingestion =>
        {
            Assert.Contains((string?)ingestion["spec"]!["account"]!["tokenSecretRef"]!["name"], secrets);
            Assert.Contains((string?)ingestion["spec"]!["openMetadata"]!["tokenSecretRef"]!["name"], secrets);
        });
    }

    [Fact]
    public void The_ExternalSecrets_bring_the_very_Secrets_of_the_samples_with_the_keys_that_are_read()
    {
        var brought = Yaml.ReadAll(Repository.Read(Folder, "external-secrets", "tokens.yaml"))
            .Select(item => (Kind: (string?)item["kind"], Name: (string?)item["spec"]!["target"]!["name"], Key: (string?)item["spec"]!["data"]![0]!["secretKey"]));
        var placeholders = Yaml.ReadAll(Repository.Read(Folder, "secrets.yaml"))
            .Select(item => (Kind: (string?)"ExternalSecret", Name: (string?)item["metadata"]!["name"], Key: (string?)item["stringData"]!.AsObject().Single().Key));

        Assert.Equal(placeholders, brought);
        Assert.Equal([Defaults.DbtTokenKey, Defaults.OpenMetadataTokenKey], brought.Select(secret => secret.Key));
    }

    /// <summary>Its kind may be absent: neither kubectl apply -f of the folder nor -k must meet it.</summary>
    [Fact]
    public void The_ExternalSecrets_are_applied_only_by_who_asks_for_them()
    {
        Assert.DoesNotContain("external-secrets", Repository.Read(Folder, "Kustomization"), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(Repository.PathOf(Folder)), file => File.ReadAllText(file).Contains("external-secrets.io", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("account", "password", "\"x\"")]
    [InlineData("openMetadata", "verifySsl", "\"yes\"")]
    [InlineData("account", "region", "\"Mars\"")]
    public void What_the_CRD_forbids_is_found(string parent, string field, string value)
    {
        var ingestion = Ingestions().First().DeepClone().AsObject();
        ingestion["spec"]![parent]![field] = JsonNode.Parse(value);

        Assert.NotEmpty(SampleSchema.Objections(ingestion));
    }

    private static IEnumerable<JsonObject> Ingestions() => Files
        .SelectMany(file => Yaml.ReadAll(Repository.Read(file.Data)))
        .Where(item => (string?)item["kind"] == Names.Kind);

    private static JsonNode WithIdsAsText(JsonNode spec)
    {
        var copy = spec.DeepClone();
        var filters = copy["filters"]?.AsArray().Select(filter => filter!.AsObject()).ToList() ?? [];
        foreach (var parent in filters.Select(filter => filter["catalogFrom"]?.AsObject()).OfType<JsonObject>().Concat(filters).Append(copy["account"]!.AsObject()))
        {
            foreach (var id in new[] { "id", "projectId", "environmentId", "jobId" }.Where(parent.ContainsKey))
            {
                parent[id] = parent[id]!.ToString();
            }
        }

        return copy;
    }
}
