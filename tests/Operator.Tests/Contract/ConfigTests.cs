using System.Reflection;
using System.Text.Json.Nodes;
using Operator.Cluster.Api;
using Operator.Hosting;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Contract;

public sealed class ConfigTests
{
    private static readonly string[] KustomizationNames = ["kustomization.yaml", "Kustomization"];

    [Fact]
    public void The_operator_may_do_exactly_what_it_does()
    {
        var granted = GrantsOf(RulesOf("operator.yaml", Names.FieldManager));

        Assert.Equal(
            [
                "configmaps: get",
                "cronjobs.batch: get list watch create patch delete",
                "dbtcloudingestions.metadata-ingestion.io: get list watch",
                "dbtcloudingestions/status.metadata-ingestion.io: patch",
                "events.events.k8s.io: create",
                "events: list watch",
                "jobs.batch: list watch create patch",
                "pods: list watch",
                "secrets: get list watch",
            ],
            granted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_Lease_is_held_and_the_own_Pod_is_read_in_the_operators_own_namespace_and_nowhere_else()
    {
        var role = Yaml.ReadAll(Repository.Read("config", "rbac", "own-namespace.yaml")).Single(item => (string?)item["kind"] == "Role");
        var account = Yaml.Read(Repository.Read("config", "rbac", "service-account.yaml"));

        Assert.Equal((string?)account["metadata"]!["namespace"], (string?)role["metadata"]!["namespace"]);
        Assert.Equal(["leases.coordination.k8s.io: get create update", "pods: get"], GrantsOf(role["rules"]!.AsArray()!));
    }

    [Theory]
    [InlineData("config/rbac")]
    [InlineData("config/namespaced/rights")]
    public void Logs_are_read_only_where_somebody_adds_the_right(string folder)
    {
        var role = Yaml.ReadAll(Repository.Read(folder, "pod-logs.yaml")).Single(item => (string?)item["kind"] is "ClusterRole" or "Role");
        var account = Yaml.Read(Repository.Read("config", "rbac", "service-account.yaml"))["metadata"]!;
        var binding = Yaml.ReadAll(Repository.Read(folder, "pod-logs.yaml")).Single(item => (string?)item["kind"] is "ClusterRoleBinding" or "RoleBinding");

        Assert.Equal(["pods/log: get"], GrantsOf(role["rules"]!.AsArray()!));
        Assert.Equal(((string?)role["kind"], (string?)role["metadata"]!["name"]), ((string?)binding["roleRef"]!["kind"], (string?)binding["roleRef"]!["name"]));
        Assert.Equal(((string?)account["name"], (string?)account["namespace"]), ((string?)binding["subjects"]![0]!["name"], (string?)binding["subjects"]![0]!["namespace"]));
        Assert.DoesNotContain("pod-logs.yaml", Texts(Yaml.Read(Repository.Read(folder, "kustomization.yaml"))["resources"]));
        Assert.Contains("# - pod-logs.yaml", Repository.Read(folder, "kustomization.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_resource_that_the_code_calls_is_granted_and_no_other()
    {
        var called = typeof(ApiResource).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null)!.ToString());
        var granted = RulesOf("operator.yaml", Names.FieldManager).Concat(RulesOf("own-namespace.yaml", $"{Names.FieldManager}-own"))
            .SelectMany(rule => Texts(rule["resources"]).Select(resource => Named(resource, Texts(rule["apiGroups"]).Single())))
            .Where(resource => !resource.Contains('/', StringComparison.Ordinal))
            .Distinct();

        Assert.Equal(called.Order(StringComparer.Ordinal), granted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Who_may_edit_a_namespace_may_declare_ingestions_but_not_their_status()
    {
        var rule = Assert.Single(RulesOf("people.yaml", "dbt-cloud-ingestion-edit"));

        Assert.Equal([Names.Plural], Texts(rule["resources"]));
    }

    [Fact]
    public void The_operator_runs_under_the_restricted_pod_security_standard()
    {
        var pod = Yaml.Read(Repository.Read("config", "manager", "deployment.yaml"))["spec"]!["template"]!["spec"]!;
        var container = pod["containers"]!.AsArray().Single()!["securityContext"]!;

        Assert.True((bool)pod["securityContext"]!["runAsNonRoot"]!);
        Assert.Equal("RuntimeDefault", (string?)pod["securityContext"]!["seccompProfile"]!["type"]);
        Assert.False((bool)container["allowPrivilegeEscalation"]!);
        Assert.True((bool)container["readOnlyRootFilesystem"]!);
        Assert.Equal(["ALL"], Texts(container["capabilities"]!["drop"]));
    }

    [Fact]
    public void Probes_and_metrics_are_at_the_ports_that_the_Deployment_names()
    {
        var container = Yaml.Read(Repository.Read("config", "manager", "deployment.yaml"))["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Single()!;
        var ports = container["ports"]!.AsArray().ToDictionary(port => (string)port!["name"]!, port => (int)(long)port!["containerPort"]!);
        var arguments = Texts(container["args"]);

        Assert.Equal(["metrics", "probes"], ports.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((ports["probes"], ports["metrics"]), (new OperatorOptions().HealthProbeBindAddress.Port, new OperatorOptions().MetricsBindAddress!.Port));
        Assert.Equal([$"--metrics-bind-address=:{ports["metrics"]}", $"--health-probe-bind-address=:{ports["probes"]}"], arguments);
        Assert.Equal(("/healthz", "probes"), ((string?)container["livenessProbe"]!["httpGet"]!["path"], (string?)container["livenessProbe"]!["httpGet"]!["port"]));
        Assert.Equal(("/readyz", "probes"), ((string?)container["readinessProbe"]!["httpGet"]!["path"], (string?)container["readinessProbe"]!["httpGet"]!["port"]));
    }

    [Fact]
    public void The_NetworkPolicy_lets_in_what_goes_to_these_ports_and_says_nothing_of_what_goes_out()
    {
        var deployment = Yaml.Read(Repository.Read("config", "manager", "deployment.yaml"));
        var policy = Yaml.Read(Repository.Read("config", "manager", "network-policy.yaml"));

        var ingress = Assert.Single(policy["spec"]!["ingress"]!.AsArray())!.AsObject();
        Assert.Equal(["Ingress"], Texts(policy["spec"]!["policyTypes"]));
        Assert.Equal(["ports"], ingress.Select(member => member.Key));
        Assert.Equal(["TCP metrics", "TCP probes"], ingress["ports"]!.AsArray().Select(port => $"{port!["protocol"]} {port["port"]}"));
        Assert.Equal(deployment["spec"]!["selector"]!["matchLabels"]!.ToJsonString(), policy["spec"]!["podSelector"]!["matchLabels"]!.ToJsonString());
        Assert.Equal((string?)deployment["metadata"]!["namespace"], (string?)policy["metadata"]!["namespace"]);
    }

    [Fact]
    public void The_shipped_binary_has_no_event_sources_that_could_print_headers() =>
        Assert.Contains("<EventSourceSupport>false</EventSourceSupport>", Repository.Read("operator", "Operator.csproj"), StringComparison.Ordinal);

    [Fact]
    public void Every_kustomization_names_files_and_folders_that_exist()
    {
        var missing = from file in Repository.Files()
                      where KustomizationNames.Contains(Path.GetFileName(file))
                      from resource in Texts(Yaml.Read(Repository.Read(file))["resources"])
                      let path = Repository.PathOf(Path.GetDirectoryName(file)!, resource)
                      where !File.Exists(path) && !KustomizationNames.Any(name => File.Exists(Path.Combine(path, name)))
                      select $"{file}: {resource}";

        Assert.Equal([], missing);
    }

    [Theory]
    [InlineData("crds")]
    [InlineData("config/samples")]
    public void A_folder_for_kubectl_apply_holds_only_manifests(string folder)
    {
        var objects = Repository.Files(folder).Where(file => file.EndsWith(".yaml", StringComparison.Ordinal)).SelectMany(file => Yaml.ReadAll(Repository.Read(file))).ToList();

        Assert.NotEmpty(objects);
        Assert.DoesNotContain(objects, item => (string?)item["kind"] == "Kustomization");
    }

    [Fact]
    public void The_sample_Secrets_are_clearly_placeholders() => Assert.All(
        Yaml.ReadAll(Repository.Read("config", "samples", "secrets.yaml")).SelectMany(secret => secret["stringData"]!.AsObject()),
        entry => Assert.StartsWith("not-a-real-", (string?)entry.Value));

    private static IEnumerable<JsonNode> RulesOf(string file, string role) =>
        Yaml.ReadAll(Repository.Read("config", "rbac", file))
            .Single(item => (string?)item["kind"] is "ClusterRole" or "Role" && (string?)item["metadata"]!["name"] == role)["rules"]!.AsArray()
            .Select(rule => rule!);

    private static IEnumerable<string> GrantsOf(IEnumerable<JsonNode> rules) => rules
        .SelectMany(rule => Texts(rule["resources"]).Select(resource => $"{Named(resource, Texts(rule["apiGroups"]).Single())}: {string.Join(' ', Texts(rule["verbs"]))}"));

    private static string Named(string resource, string group) => group.Length == 0 ? resource : $"{resource}.{group}";

    private static IEnumerable<string> Texts(JsonNode? list) => (list?.AsArray() ?? []).Select(text => (string)text!);
}
