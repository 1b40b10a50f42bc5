using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Contract;

/// <summary>The variant with rights in single namespaces grants the same as the one for the whole cluster, and nothing in the whole cluster.</summary>
public sealed class NamespacedConfigTests
{
    private static readonly string[] KindsOfOneNamespace = ["Deployment", "NetworkPolicy", "Role", "RoleBinding", "ServiceAccount"];

    private static JsonObject Kustomization => Yaml.Read(Repository.Read("config", "namespaced", "kustomization.yaml"));

    private static IEnumerable<JsonNode> Patches => Kustomization["patches"]!.AsArray().Select(patch => patch!);

    [Fact]
    public void A_Role_has_the_rules_of_the_ClusterRole()
    {
        var everywhere = Named(Repository.Read("config", "rbac", "operator.yaml"), "ClusterRole");
        var there = Named(Repository.Read("config", "namespaced", "rights", "operator.yaml"), "Role");

        Assert.Equal(everywhere["rules"]!.ToJsonString(), there["rules"]!.ToJsonString());
    }

    [Fact]
    public void It_is_bound_to_the_operators_account_in_its_own_namespace()
    {
        var account = Yaml.Read(Repository.Read("config", "rbac", "service-account.yaml"))["metadata"]!;
        var binding = Named(Repository.Read("config", "namespaced", "rights", "operator.yaml"), "RoleBinding");

        var subject = binding["subjects"]!.AsArray().Single()!;
        Assert.Equal(("Role", Names.FieldManager), ((string?)binding["roleRef"]!["kind"], (string?)binding["roleRef"]!["name"]));
        Assert.Equal(((string?)account["name"], (string?)account["namespace"]), ((string?)subject["name"], (string?)subject["namespace"]));
    }

    [Fact]
    public void Every_namespace_that_is_served_has_its_Role_and_no_other()
    {
        var granted = Texts(Kustomization["resources"]).Where(folder => !folder.StartsWith("../", StringComparison.Ordinal))
            .Select(folder => Yaml.Read(Repository.Read("config", "namespaced", folder, "kustomization.yaml")))
            .Where(served => Texts(served["resources"]).SequenceEqual(["../rights"]))
            .Select(served => (string)served["namespace"]!);
        var arguments = Patches.Select(patch => Regex.Match((string)patch["patch"]!, "--namespace=(\\S+)")).Single(found => found.Success);

        Assert.Equal(arguments.Groups[1].Value.Split(',').Order(StringComparer.Ordinal), granted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_of_the_whole_cluster_is_applied()
    {
        var dropped = Patches.Where(patch => ((string)patch["patch"]!).StartsWith("$patch: delete", StringComparison.Ordinal)).Select(patch => (string)patch["target"]!["kind"]!);

        var kinds = Texts(Kustomization["resources"]).SelectMany(folder => KindsIn(Path.Combine("config", "namespaced", folder)))
            .Where(kind => !dropped.Any(pattern => Regex.IsMatch(kind, $"^({pattern})$")));

        Assert.Equal(KindsOfOneNamespace, kinds.Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> KindsIn(string folder)
    {
        var kustomization = Yaml.Read(Repository.Read(folder, "kustomization.yaml"));
        return Texts(kustomization["resources"]).Select(resource => Path.Combine(folder, resource)).SelectMany(path => Directory.Exists(Repository.PathOf(path))
            ? KindsIn(path)
            : Yaml.ReadAll(Repository.Read(path)).Select(item => (string)item["kind"]!));
    }

    private static JsonObject Named(string yaml, string kind) =>
        Yaml.ReadAll(yaml).Single(item => (string?)item["kind"] == kind && (string?)item["metadata"]!["name"] == Names.FieldManager);

    private static IEnumerable<string> Texts(JsonNode? list) => (list?.AsArray() ?? []).Select(text => (string)text!);
}
