using Operator.Hosting;
using Operator.Plan;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>What the command line makes of what people type.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--concurrency x", "--concurrency takes a whole number from 1 to 100, not \"x\".")]
    [InlineData("--concurrency 0", "--concurrency takes a whole number from 1 to 100, not \"0\".")]
    [InlineData("--namespace Data", "--namespace takes names of namespaces (lower-case letters, digits and -), not \"Data\".")]
    [InlineData("--namespace data,,Finance", "--namespace takes names of namespaces (lower-case letters, digits and -), not \"Finance\".")]
    [InlineData("--namespace ,", "--namespace takes names of namespaces, not \",\"; leave it out to serve all of them.")]
    [InlineData("--namespace \"\"", "--namespace takes names of namespaces, not \"\"; leave it out to serve all of them.")]
    [InlineData("--watch-label-selector \"\"", "--watch-label-selector takes a label selector such as shard=one, shard in (one,two) or !shard, not \"\".")]
    [InlineData("--watch-label-selector shard=one,", "--watch-label-selector takes a label selector such as shard=one, shard in (one,two) or !shard, not \"shard=one,\".")]
    [InlineData("--watch-label-selector shard=-one", "--watch-label-selector takes a label selector such as shard=one, shard in (one,two) or !shard, not \"shard=-one\".")]
    [InlineData("--watch-label-selector Example.com/shard", "--watch-label-selector takes a label selector such as shard=one, shard in (one,two) or !shard, not \"Example.com/shard\".")]
    [InlineData("--watch-label-selector shard=sixty-four-characters-are-one-more-than-a-labels-value-may-have-123", "shard in (one,two) or !shard, not \"shard=sixty-four-")]
    [InlineData("--watch-label-selector =one", "--watch-label-selector takes a label selector such as shard=one, shard in (one,two) or !shard, not \"=one\".")]
    [InlineData("--metrics-bind-address 8080", "--metrics-bind-address takes an address and a port such as :8080 or 127.0.0.1:8080, or 0 for none, not \"8080\".")]
    [InlineData("--metrics-bind-address ::1", "--metrics-bind-address takes an address and a port such as :8080 or 127.0.0.1:8080, or 0 for none, not \"::1\".")]
    [InlineData("--health-probe-bind-address 0", "--health-probe-bind-address takes an address and a port such as :8081 or 127.0.0.1:8081, not \"0\".")]
    [InlineData("--health-probe-bind-address localhost:8081", "--health-probe-bind-address takes an address and a port such as :8081 or 127.0.0.1:8081, not \"localhost:8081\".")]
    [InlineData("--health-probe-bind-address :65536", "--health-probe-bind-address takes an address and a port such as :8081 or 127.0.0.1:8081, not \":65536\".")]
    [InlineData("--metrics-bind-address :8081", "--metrics-bind-address and --health-probe-bind-address name the same port 8081: give each one of its own.")]
    [InlineData("--metrics-bind-address 127.0.0.1:9000 --health-probe-bind-address 127.0.0.1:9000", "--metrics-bind-address and --health-probe-bind-address name the same port 9000: give each one of its own.")]
    [InlineData("--allowed-cidr ten", "--allowed-cidr takes a network such as 10.0.0.0/8, not \"ten\".")]
    [InlineData("--lease-name Mine/Yours", "--lease-name takes a name of lower-case letters, digits, - and ., not \"Mine/Yours\".")]
    [InlineData("--lease-namespace ..", "--lease-namespace takes a name of lower-case letters, digits, - and ., not \"..\".")]
    [InlineData("--cluster-name Europe!", "--cluster-name takes a name of lower-case letters, digits, - and ., not \"Europe!\".")]
    [InlineData("--max-artifact-size 0", "--max-artifact-size takes a whole number from 1 to 1048576, not \"0\".")]
    [InlineData("--artifact-timeout 5m", "--artifact-timeout takes a whole number from 1 to 86400, not \"5m\".")]
    [InlineData("--https-proxy http://user:secret@proxy", "--https-proxy takes a URL such as http://proxy.example.com:3128 without user or password.")]
    [InlineData("--reasons-url wiki/reasons", "--reasons-url takes a URL such as https://wiki.example.com/reasons without user, password or anchor.")]
    [InlineData("--reasons-url https://wiki.example.com/reasons#top", "--reasons-url takes a URL such as https://wiki.example.com/reasons without user, password or anchor.")]
    public void A_wrong_value_is_answered_with_the_option_and_what_it_takes(string line, string expected)
    {
        using var output = new StringWriter();
        var parsed = new CommandLine().Build((_, _) => Task.FromResult(0)).Parse(line);

        var code = CommandLine.Complain(parsed.Errors, output);

        Assert.Equal(2, code);
        Assert.Contains(expected, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_reach_the_rooms_that_need_them()
    {
        OperatorOptions? read = null;
        var line = new CommandLine().Build((options, _) => Task.FromResult((read = options) is null ? 1 : 0));

        await line.Parse("--namespace data --dbt-requests-per-minute 20 --ingestion-tag 1.13.6 --cluster-name europe --artifact-timeout 900 --max-artifact-size 1024 --allowed-cidr 10.0.0.0/8 --allowed-cidr 127.0.0.0/8 --reasons-url https://wiki.example.com/reasons")
            .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["data"], read!.Scope.Namespaces);
        Assert.Equal(20, read.Outbound.RequestsPerMinute);
        Assert.Equal("1.13.6", read.Plan.IngestionTag);
        Assert.Equal("europe", read.Plan.ClusterName);
        Assert.Equal(new FetchLimits { ArtifactTimeout = TimeSpan.FromMinutes(15), ArtifactMebibytes = 1024 }, read.Plan.FetchLimits);
        Assert.Equal(2, read.Outbound.AllowedCidrs.Count);
        Assert.Equal("https://wiki.example.com/reasons", read.Reasons.Address);
    }

    [Theory]
    [InlineData("", "", null, true)]
    [InlineData("--namespace data,finance --namespace data", "data finance", null, true)]
    [InlineData("--watch-label-selector metadata-ingestion.io/shard=one", "", "metadata-ingestion.io/shard=one", true)]
    [InlineData("--watch-label-selector \"!shard, tier in (gold, silver)\"", "", "!shard, tier in (gold, silver)", true)]
    [InlineData("--watch-label-selector \"!example.com/shard,weight>3, tier notin (), team==\"", "", "!example.com/shard,weight>3, tier notin (), team==", true)]
    [InlineData("--watch-secrets=false", "", null, false)]
    public async Task What_is_served_can_be_narrowed(string words, string namespaces, string? selector, bool secrets)
    {
        OperatorOptions? read = null;
        var line = new CommandLine().Build((options, _) => Task.FromResult((read = options) is null ? 1 : 0));

        await line.Parse(words).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((namespaces, selector, secrets), (string.Join(' ', read!.Scope.Namespaces), read.Scope.LabelSelector, read.Scope.WatchSecrets));
    }

    [Theory]
    [InlineData("", true, null, null)]
    [InlineData("--lease-name mine --lease-namespace ops", true, "mine", "ops")]
    [InlineData("--leader-elect=false", false, null, null)]
    public async Task Replicas_agree_by_a_Lease_unless_told_otherwise(string words, bool elects, string? name, string? @namespace)
    {
        OperatorOptions? read = null;
        var line = new CommandLine().Build((options, _) => Task.FromResult((read = options) is null ? 1 : 0));

        await line.Parse(words).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((elects, name, @namespace), (read!.LeaderElect, read.LeaseName, read.LeaseNamespace));
    }

    [Theory]
    [InlineData("", "[::]:8081", "[::]:8080")]
    [InlineData("--health-probe-bind-address 127.0.0.1:9441 --metrics-bind-address [::1]:9440", "127.0.0.1:9441", "[::1]:9440")]
    [InlineData("--health-probe-bind-address :9441 --metrics-bind-address 0", "[::]:9441", null)]
    [InlineData("--health-probe-bind-address 127.0.0.1:9441 --metrics-bind-address 127.0.0.2:9441", "127.0.0.1:9441", "127.0.0.2:9441")]
    public async Task Probes_and_metrics_have_ports_of_their_own(string words, string probes, string? metrics)
    {
        OperatorOptions? read = null;
        var line = new CommandLine().Build((options, _) => Task.FromResult((read = options) is null ? 1 : 0));

        await line.Parse(words).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((probes, metrics), (read!.HealthProbeBindAddress.ToString(), read.MetricsBindAddress?.ToString()));
    }

    [Fact]
    public async Task A_kubeconfig_that_is_not_there_ends_it_as_wrong_usage()
    {
        var code = await OperatorHost.RunAsync(new OperatorOptions { Kubeconfig = "/nowhere/kubeconfig" }, TestContext.Current.CancellationToken);

        Assert.Equal(CommandLine.WrongUsage, code);
    }
}
