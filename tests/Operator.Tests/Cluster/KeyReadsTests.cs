using System.Text.Json;
using Operator.Cluster;
using Operator.Cluster.Watching;
using Xunit;

namespace Operator.Tests.Cluster;

/// <summary>What is read of Secrets and ConfigMaps.</summary>
public sealed class KeyReadsTests : AgainstScriptedApi
{
    [Fact]
    public async Task A_secrets_key_is_read_as_it_is()
    {
        var reading = Cluster.ReadSecretKeyAsync("data", "dbt-cloud", "token", Token);
        var call = await Api.NextAsync();
        call.Json("""{"kind":"Secret","metadata":{"uid":"u","resourceVersion":"7"},"data":{"token":"IGTDvGhuXG4K"}}""");

        var found = Assert.IsType<KeyAnswer.Found>(await reading);
        Assert.Equal("/api/v1/namespaces/data/secrets/dbt-cloud", call.PathAndQuery);
        Assert.Equal((" dühn\\n\n", "u/7"), (found.Value, found.Revision));
        Assert.DoesNotContain("dühn", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_key_names_those_that_exist()
    {
        var reading = Cluster.ReadSecretKeyAsync("data", "dbt-cloud", "token", Token);
        (await Api.NextAsync()).Json("""{"metadata":{"uid":"u","resourceVersion":"7"},"data":{"user":"YQ==","apiToken":"YQ=="}}""");

        Assert.Equal(["apiToken", "user"], Assert.IsType<KeyAnswer.KeyMissing>(await reading).Keys);
    }

    [Theory]
    [InlineData("""{"metadata":{"uid":"u","resourceVersion":"7"},"data":{"ca.crt":"text"}}""", "text")]
    [InlineData("""{"metadata":{"uid":"u","resourceVersion":"7"},"binaryData":{"ca.crt":"dGV4dA=="}}""", "text")]
    public async Task A_ConfigMaps_key_is_read_as_text_or_as_binary(string map, string expected)
    {
        var reading = Cluster.ReadConfigMapKeyAsync("data", "corp-ca", "ca.crt", Token);
        (await Api.NextAsync()).Json(map);

        Assert.Equal(expected, Assert.IsType<KeyAnswer.Found>(await reading).Value);
    }

    [Theory]
    [InlineData(404, typeof(KeyAnswer.ObjectMissing))]
    [InlineData(403, typeof(KeyAnswer.Forbidden))]
    [InlineData(503, typeof(KeyAnswer.Unavailable))]
    public async Task Each_refusal_of_a_read_has_its_answer(int code, Type expected)
    {
        var reading = Cluster.ReadSecretKeyAsync("data", "dbt-cloud", "token", Token);
        (await Api.NextAsync()).Refuse(code, "", "no");

        Assert.IsType(expected, await reading);
    }

    [Fact]
    public void A_Secret_is_known_by_its_revision_alone()
    {
        Stores.Secrets.Replace([JsonSerializer.Deserialize("""{"metadata":{"namespace":"data","name":"dbt-cloud","uid":"u","resourceVersion":"7"}}""", Objects.Secret)!], "7");

        Assert.Equal(new SecretRevision.Known("u/7"), Cluster.RevisionOf("data", "dbt-cloud"));
        Assert.Equal(new SecretRevision.NotSeen(), Cluster.RevisionOf("data", "another"));
    }
}
