using Operator.Hosting;
using Xunit;

namespace Operator.Tests.Hosting;

/// <summary>What the command line makes of what people type.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--concurrency x", "--concurrency takes a whole number from 1 to 100, not \"x\".")]
    [InlineData("--concurrency 0", "--concurrency takes a whole number from 1 to 100, not \"0\".")]
    [InlineData("--listen 8080", "--listen takes an address and a port such as 0.0.0.0:8080, not \"8080\".")]
    [InlineData("--allowed-cidr ten", "--allowed-cidr takes a network such as 10.0.0.0/8, not \"ten\".")]
    [InlineData("--lease-name Mine/Yours", "--lease-name takes a name of lower-case letters, digits, - and ., not \"Mine/Yours\".")]
    [InlineData("--lease-namespace ..", "--lease-namespace takes a name of lower-case letters, digits, - and ., not \"..\".")]
    [InlineData("--https-proxy http://user:secret@proxy", "--https-proxy takes a URL such as http://proxy.example.com:3128 without user or password.")]
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

        await line.Parse("--namespace data --dbt-requests-per-minute 20 --ingestion-tag 1.13.6 --allowed-cidr 10.0.0.0/8 --allowed-cidr 127.0.0.0/8")
            .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("data", read!.Namespace);
        Assert.Equal(20, read.Outbound.RequestsPerMinute);
        Assert.Equal("1.13.6", read.Plan.IngestionTag);
        Assert.Equal(2, read.Outbound.AllowedCidrs.Count);
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

    [Fact]
    public async Task A_kubeconfig_that_is_not_there_ends_it_as_wrong_usage()
    {
        var code = await OperatorHost.RunAsync(new OperatorOptions { Kubeconfig = "/nowhere/kubeconfig" }, TestContext.Current.CancellationToken);

        Assert.Equal(CommandLine.WrongUsage, code);
    }
}
