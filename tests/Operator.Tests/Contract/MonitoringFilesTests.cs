using Xunit;

namespace Operator.Tests.Contract;

/// <summary>The rules for the Prometheus operator are those of the plain rule file.</summary>
public sealed class MonitoringFilesTests
{
    [Fact]
    public void The_PrometheusRule_holds_the_rule_file()
    {
        var rules = Repository.Read("config", "monitoring", "alerts.yaml");
        var groups = rules[rules.IndexOf("groups:", StringComparison.Ordinal)..];

        MadeFile.Holds("config/monitoring/prometheus-rule.yaml", $"""
            # Made from alerts.yaml by make docs.
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: dbt-cloud-ingestion-operator
              namespace: dbt-cloud-ingestion
              labels:
                app.kubernetes.io/name: dbt-cloud-ingestion-operator
            spec:
            {Indented.By(2, groups)}
            """ + "\n");
    }

    [Fact]
    public void The_PodMonitor_finds_the_operators_pods_and_leaves_their_labels_alone()
    {
        var monitor = Yaml.Read(Repository.Read("config", "monitoring", "pod-monitor.yaml"));
        var deployment = Yaml.Read(Repository.Read("config", "manager", "deployment.yaml"));
        var endpoint = Assert.Single(monitor["spec"]!["podMetricsEndpoints"]!.AsArray())!;
        var ports = deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["ports"]!.AsArray().ToDictionary(port => (string)port!["name"]!, port => (long)port!["containerPort"]!);

        Assert.All(monitor["spec"]!["selector"]!["matchLabels"]!.AsObject(), label => Assert.Equal((string?)deployment["spec"]!["template"]!["metadata"]!["labels"]![label.Key], (string?)label.Value));
        Assert.Equal((string?)deployment["metadata"]!["namespace"], (string?)monitor["metadata"]!["namespace"]);
        Assert.Equal(8080, ports[(string)endpoint["port"]!]);
        Assert.True((bool)endpoint["honorLabels"]!);
    }
}
