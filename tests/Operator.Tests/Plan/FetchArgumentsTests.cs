using System.CommandLine;
using System.Reflection;
using Operator.Hosting;
using Operator.Hosting.Verbs;
using Operator.Plan;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.Plan;

/// <summary>What the plan writes is what the container reads.</summary>
public sealed class FetchArgumentsTests
{
    private static readonly FetchOrder Least = new() { For = "data/analytics", Url = "https://ab123.us1.dbt.com", AccountId = "12345" };

    [Fact]
    public void An_order_with_nothing_but_defaults_is_short()
    {
        Assert.Equal(["fetch-artifacts", "--for", "data/analytics", "--url", "https://ab123.us1.dbt.com", "--account", "12345"], FetchArguments.Of(Least));
        Assert.Equivalent(Least, ReadBack(Least), strict: true);
    }

    [Fact]
    public void Every_part_of_an_order_comes_back()
    {
        using var certificates = new TestCertificates();
        var bundle = Path.GetTempFileName();
        File.WriteAllText(bundle, certificates.Pem);
        var order = Full(bundle);

        Assert.Equivalent(order, ReadBack(order), strict: true);
        File.Delete(bundle);
    }

    [Fact]
    public void That_order_leaves_nothing_at_its_default()
    {
        var full = Full("/ca.crt");

        Assert.Equal([], Same(Least, full).Concat(Same(Least.Wish, full.Wish)).Concat(Same(Least.Limits, full.Limits)).Concat(Same(Least.Way, full.Way)).Except([nameof(FetchOrder.For), nameof(FetchOrder.Url), nameof(FetchOrder.AccountId)]));
    }

    private static FetchOrder Full(string bundle) => Least with
    {
        Wish = new RunWish { ProjectId = "70471800000001", EnvironmentId = "2", JobId = "3", OnlySuccessful = false, NewestTestResults = false, IncludeCiRuns = true },
        CatalogFrom = new RunPlace("4", "5", "6"),
        FillTestMessages = false,
        IsRequested = true,
        Mark = new MarkPlace("/workflow/last-success", "0123456789abcdef"),
        Folder = "/elsewhere",
        MessageFile = "/last-words",
        Spread = TimeSpan.Zero,
        ActiveDeadline = TimeSpan.FromSeconds(600),
        Limits = new FetchLimits { CallTimeout = TimeSpan.FromSeconds(10), ArtifactTimeout = TimeSpan.FromSeconds(900), ArtifactMebibytes = 1024 },
        Way = new FetchWay
        {
            AllowInsecureEndpoints = true,
            AllowedHosts = ["*.dbt.com", "storage.example.com"],
            AllowedCidrs = ["10.0.0.0/8", "127.0.0.0/8"],
            HttpsProxy = "http://proxy.example.com:3128",
            HttpProxy = "http://proxy.example.com:3129",
            NoProxy = ".svc,10.0.0.0/8",
            CaBundleFile = bundle,
        },
    };

    private static FetchOrder ReadBack(FetchOrder order)
    {
        var verb = new FetchVerb(Surroundings.OfProcess(), new CommandLine().Shared());
        var root = new RootCommand();
        root.Subcommands.Add(verb.Build());
        var parsed = root.Parse([.. FetchArguments.Of(order)]);
        Assert.Equal([], parsed.Errors.Select(error => error.Message));
        return verb.Read(parsed);
    }

    private static IEnumerable<string> Same<T>(T one, T other) =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => Equals(property.GetValue(one), property.GetValue(other))).Select(property => property.Name);
}
