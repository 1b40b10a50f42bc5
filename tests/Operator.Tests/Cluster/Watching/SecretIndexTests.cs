using Operator.Cluster.Watching;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Cluster.Watching;

public sealed class SecretIndexTests
{
    private static readonly IngestionKey Analytics = new("data", "analytics");
    private static readonly IngestionKey Finance = new("data", "finance");

    private readonly SecretIndex _index = new();

    [Fact]
    public void An_ingestion_reads_both_tokens_and_the_CA_bundle_where_that_is_a_Secret()
    {
        _index.Update(Analytics, Naming("dbt", "bot", (CaBundleReference.Secret, "ca")));

        Assert.All(["dbt", "bot", "ca"], name => Assert.Equal([Analytics], Readers(name)));
        Assert.Empty(Readers("another"));
    }

    [Fact]
    public void A_CA_bundle_in_a_ConfigMap_is_no_Secret()
    {
        _index.Update(Analytics, Naming("dbt", "bot", ("ConfigMap", "ca")));

        Assert.Empty(Readers("ca"));
    }

    [Fact]
    public void A_Secret_of_the_same_name_in_another_namespace_is_not_the_one()
    {
        _index.Update(Analytics, Naming("dbt", "bot"));

        Assert.Empty(_index.ReadersOf(new ObjectName("finance", "dbt")));
    }

    [Fact]
    public void A_Secret_that_holds_both_tokens_has_one_reader()
    {
        _index.Update(Analytics, Naming("both", "both"));

        Assert.Equal([Analytics], Readers("both"));
    }

    [Fact]
    public void A_Secret_that_is_no_longer_named_is_no_longer_read_and_the_others_still_are()
    {
        _index.Update(Analytics, Naming("dbt", "bot"));

        _index.Update(Analytics, Naming("newer", "bot"));

        Assert.Empty(Readers("dbt"));
        Assert.Equal([Analytics], Readers("newer"));
        Assert.Equal([Analytics], Readers("bot"));
    }

    [Fact]
    public void An_ingestion_that_is_gone_takes_only_itself_along()
    {
        _index.Update(Analytics, Naming("dbt", "bot"));
        _index.Update(Finance, Naming("dbt", "own"));
        Assert.Equal([Analytics, Finance], Readers("dbt").OrderBy(key => key.Name));

        _index.Update(Analytics, null);

        Assert.Equal([Finance], Readers("dbt"));
        Assert.Empty(Readers("bot"));
    }

    [Fact]
    public void An_ingestion_that_names_nothing_yet_reads_nothing()
    {
        _index.Update(Analytics, Naming("dbt", "bot"));

        _index.Update(Analytics, Given.Ingestion() with { Spec = null });

        Assert.Empty(Readers("dbt"));
    }

    private static DbtCloudIngestion Naming(string dbt, string bot, (string Kind, string Name)? bundle = null) => Given.Ingestion() with
    {
        Spec = new IngestionSpec
        {
            Account = new AccountSpec { TokenSecretRef = new DbtTokenReference { Name = dbt } },
            OpenMetadata = new OpenMetadataSpec
            {
                TokenSecretRef = new BotTokenReference { Name = bot },
                CaBundleRef = bundle is { } ca ? new CaBundleReference { Kind = ca.Kind, Name = ca.Name } : null,
            },
        },
    };

    private IReadOnlyList<IngestionKey> Readers(string name) => _index.ReadersOf(new ObjectName("data", name));
}
