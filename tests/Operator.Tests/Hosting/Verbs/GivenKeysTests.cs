using Operator.Cluster;
using Operator.Hosting.Verbs;
using Operator.Resource;
using Xunit;

namespace Operator.Tests.Hosting.Verbs;

/// <summary>Which of several tokens counts.</summary>
public sealed class GivenKeysTests
{
    private static readonly DbtCloudIngestion Ingestion = new()
    {
        Metadata = new() { Name = "analytics", NamespaceProperty = "data" },
        Spec = new()
        {
            Account = new() { TokenSecretRef = new() { Name = "dbt" } },
            OpenMetadata = new() { TokenSecretRef = new() { Name = "bot", Key = "jwt" } },
        },
    };

    [Fact]
    public void A_file_goes_before_a_Secret_and_a_Secret_before_a_variable()
    {
        Assert.Equal("file", Dbt(With(file: "file", secret: "secret", variable: "variable")));
        Assert.Equal("secret", Dbt(With(secret: "secret", variable: "variable")));
        Assert.Equal("variable", Dbt(With(variable: "variable")));
        Assert.Null(With().Secret("data", "dbt", "token"));
    }

    [Fact]
    public void A_token_stands_for_the_key_that_the_ingestion_names_and_for_no_other()
    {
        var keys = With();
        keys.Give(Ingestion, GivenTokens.None, new GivenTokens("one", "two"));

        Assert.Equal("two", Assert.IsType<KeyAnswer.Found>(keys.Secret("data", "bot", "jwt")).Value);
        Assert.Null(keys.Secret("data", "bot", "jwtToken"));
        Assert.Null(keys.Secret("other", "dbt", "token"));
    }

    [Fact]
    public void Tokens_do_not_print_themselves()
    {
        Assert.Equal("(secret)", new GivenTokens("dbtc_canary", "canary").ToString());
    }

    private static string Dbt(GivenKeys keys) => Assert.IsType<KeyAnswer.Found>(keys.Secret("data", "dbt", "token")).Value;

    private static GivenKeys With(string? file = null, string? secret = null, string? variable = null)
    {
        var text = secret is null ? "" : $"apiVersion: v1\nkind: Secret\nmetadata: {{name: dbt, namespace: data}}\nstringData: {{token: {secret}}}\n";
        var keys = new GivenKeys(Manifests.Read(["-"], () => new StringReader(text), "default").Keys);
        keys.Give(Ingestion, new GivenTokens(file, null), new GivenTokens(variable, null));
        return keys;
    }
}
