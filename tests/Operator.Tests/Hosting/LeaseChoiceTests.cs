using k8s;
using Operator.Cluster.Watching;
using Operator.Hosting;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>Replicas find one Lease, and operators with different tasks do not.</summary>
public sealed class LeaseChoiceTests
{
    private const string Plain = "dbt-cloud-ingestion-operator";

    [Fact]
    public void The_Lease_of_an_operator_that_serves_everything_has_the_operators_name()
    {
        Assert.Equal(Plain, LeaseChoice.NameFor([], null));
    }

    [Theory]
    [InlineData("", "shard=1")]
    [InlineData("", "shard=2")]
    [InlineData("a", "")]
    [InlineData("a,b", "")]
    [InlineData("a,b", "shard=1")]
    public void Whoever_serves_a_part_shares_a_Lease_with_those_who_serve_the_same_part(string namespaces, string selector)
    {
        (string, string)[] others = [("", ""), ("", "shard=1"), ("", "shard=2"), ("a", ""), ("a,b", ""), ("a,b", "shard=1"), ("ab", "")];

        Assert.Matches($"^{Plain}-[0-9a-f]{{8}}$", Name(namespaces, selector));
        Assert.Equal([(namespaces, selector)], others.Where(other => Name(other.Item1, other.Item2) == Name(namespaces, selector)));
    }

    [Fact]
    public void The_order_of_the_namespaces_does_not_matter()
    {
        Assert.Equal(LeaseChoice.NameFor(["a", "b"], null), LeaseChoice.NameFor(["b", "a"], null));
    }

    [Theory]
    [InlineData("ops", "ops")]
    [InlineData("ops\n", "ops")]
    [InlineData("", "default")]
    [InlineData(null, "default")]
    public void It_is_in_the_namespace_that_the_service_account_or_the_kubeconfig_names(string? named, string expected)
    {
        Assert.Equal(expected, LeaseChoice.Of(new OperatorOptions(), new KubernetesClientConfiguration { Namespace = named }).Namespace);
    }

    [Fact]
    public void The_command_line_has_the_last_word()
    {
        var lease = LeaseChoice.Of(
            new OperatorOptions { Scope = new WatchScope(["data"]), LeaseName = "mine", LeaseNamespace = "leases" }, new KubernetesClientConfiguration { Namespace = "ops" });

        Assert.Equal(("leases", "mine"), (lease.Namespace, lease.Name));
    }

    [Fact]
    public void Two_processes_of_one_host_are_told_apart()
    {
        static string Identity() => LeaseChoice.Of(new OperatorOptions(), new KubernetesClientConfiguration()).Identity;

        Assert.StartsWith($"{Environment.MachineName}_", Identity(), StringComparison.Ordinal);
        Assert.NotEqual(Identity(), Identity());
    }

    private static string Name(string namespaces, string selector) => LeaseChoice.NameFor(namespaces.Split(',', StringSplitOptions.RemoveEmptyEntries), selector);
}
