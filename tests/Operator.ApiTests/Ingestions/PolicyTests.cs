using System.Text.Json.Nodes;
using Operator.ApiTests.Contract;
using Operator.ApiTests.Servers;
using Xunit;

namespace Operator.ApiTests.Ingestions;

/// <summary>The sample policy for hosts and images, bound to the test's own namespace. Only a real API server has policies.</summary>
public sealed class PolicyTests(TestServers servers)
{
    private const string Admission = "/apis/admissionregistration.k8s.io/v1";

    [Fact]
    public async Task Hosts_and_images_that_are_not_listed_are_refused_and_those_that_are_pass()
    {
        Assert.SkipUnless(RealServers.Any, RealServers.WhyThereIsNone);
        var server = await servers.StartedAsync(ServerKind.Real);
        using var space = await Space.OpenAsync(server);
        await IngestionKind.InstallAsync(space);
        await BoundAsync(space);
        try
        {
            // A policy is in force a moment after it was made.
            var refused = await Space.Until(() => ApplyAsync(space, "https://ab123.us1.dbt.com.evil.com"), answer => answer.Status == 422);

            Assert.Contains("account.url and openMetadata.url may name these hosts: *.us1.dbt.com, openmetadata.openmetadata.svc; not https://ab123.us1.dbt.com.evil.com", refused.Text, StringComparison.Ordinal);
            Assert.Equal(422, (await ApplyAsync(space, "https://xus1.dbt.com")).Status);
            Assert.Equal(422, (await ApplyAsync(space, "https://ab123.us1.dbt.com", openMetadata: "http://other:8585")).Status);
            Assert.Equal(422, (await ApplyAsync(space, "https://ab123.us1.dbt.com", image: "docker.getcollate.io/openmetadata/ingestion-base-evil:1.13.3")).Status);
            Assert.Equal(201, (await ApplyAsync(space, "https://AB123.us1.dbt.com", image: "docker.getcollate.io/openmetadata/ingestion-base:1.13.3")).Status);
        }
        finally
        {
            await space.Delete($"{Admission}/validatingadmissionpolicybindings/{space.Name}");
            await space.Delete($"{Admission}/validatingadmissionpolicies/{space.Name}");
        }
    }

    private static Task<Answer> ApplyAsync(Space space, string url, string openMetadata = "http://openmetadata.openmetadata.svc:8585/api", string? image = null)
    {
        var run = image is null ? new JsonObject() : new JsonObject { ["image"] = image };
        return space.Post($"{IngestionKind.Path}?dryRun=All", $$$"""
            {"apiVersion":"metadata-ingestion.io/v1alpha1","kind":"DbtCloudIngestion","metadata":{"name":"analytics"},"spec":{
              "account":{"id":"12345","url":"{{{url}}}","tokenSecretRef":{"name":"dbt-cloud"}},"schedule":{"cron":"H */6 * * *"},"run":{{{run.ToJsonString()}}},
              "openMetadata":{"url":"{{{openMetadata}}}","tokenSecretRef":{"name":"bot"},"databaseService":"warehouse"} } }
            """);
    }

    private static async Task BoundAsync(Space space)
    {
        foreach (var text in IngestionKind.Read("config", "samples", "policy", "allowed-hosts-and-images.yaml").Split("\n---\n"))
        {
            var item = Sandbox.Kubernetes.Http.Yaml.Parse(text)!.AsObject();
            item["metadata"]!["name"] = space.Name;
            var isBinding = (string?)item["kind"] == "ValidatingAdmissionPolicyBinding";
            if (isBinding)
            {
                item["spec"]!["policyName"] = space.Name;
                item["spec"]!["matchResources"] = new JsonObject { ["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["kubernetes.io/metadata.name"] = space.Name } } };
            }

            (await space.Post($"{Admission}/{(isBinding ? "validatingadmissionpolicybindings" : "validatingadmissionpolicies")}", item.ToJsonString())).Created();
        }
    }
}
