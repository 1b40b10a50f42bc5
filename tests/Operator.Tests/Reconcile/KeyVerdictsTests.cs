using Operator.Cluster;
using Operator.Outbound;
using Operator.Reconcile;
using Operator.Resource;
using Operator.Tests.Outbound;
using Xunit;

namespace Operator.Tests.Reconcile;

/// <summary>What is said of a key, for each thing that can be wrong with it.</summary>
public sealed class KeyVerdictsTests
{
    private static readonly KeyReference Dbt = new("data", "Secret", "dbt-cloud", "token");
    private static readonly CaBundles Bundles = new(TimeProvider.System);
    private static readonly KeyReference Bundle = new("data", "ConfigMap", "corp-ca", "ca.crt");

    [Fact]
    public void A_Secret_that_is_not_there_is_to_be_created_with_the_key()
    {
        var (seen, token) = KeyVerdicts.Judge(new KeyAnswer.ObjectMissing(), Dbt, TokenOwner.DbtCloud);

        Assert.Equal((Reasons.SecretsResolved.SecretNotFound, null, null), (seen.Reason, seen.Revision, token));
        Assert.Equal("the Secret \"dbt-cloud\" does not exist in namespace \"data\"; create it with the key \"token\"", seen.Message);
    }

    [Theory]
    [InlineData(new string[0], "the object has no keys at all")]
    [InlineData(new[] { "user", "apiToken" }, "its keys are \"apiToken\", \"user\"")]
    [InlineData(new[] { "f", "e", "d", "c", "b", "a" }, "its keys are \"a\", \"b\", \"c\", \"d\", \"e\"")]
    public void A_key_that_is_not_there_names_some_of_those_that_are(string[] keys, string message)
    {
        var (seen, token) = KeyVerdicts.Judge(new KeyAnswer.KeyMissing("u/7", keys), Dbt, TokenOwner.DbtCloud);

        Assert.Equal((Reasons.SecretsResolved.SecretKeyMissing, "u/7", null), (seen.Reason, seen.Revision, token));
        Assert.Equal($"the key \"token\" of the Secret \"dbt-cloud\" does not exist; {message}", seen.Message);
    }

    [Fact]
    public void A_Secret_that_may_not_be_read_names_the_right_that_is_missing()
    {
        var (seen, _) = KeyVerdicts.Judge(new KeyAnswer.Forbidden(), Dbt, TokenOwner.DbtCloud);

        Assert.Equal(Reasons.SecretsResolved.Forbidden, seen.Reason);
        Assert.Contains("grant its service account get on secrets in namespace \"data\"", seen.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("dbtc_canary\n", "has white space or a newline around or in the token")]
    [InlineData("dbtc_ca nary", "has white space or a newline around or in the token")]
    public void A_value_that_is_no_token_is_not_repeated_in_the_message(string value, string message)
    {
        var (seen, token) = KeyVerdicts.Judge(new KeyAnswer.Found(value, "u/7"), Dbt, TokenOwner.DbtCloud);

        Assert.Equal((false, "u/7", null), (seen.Reason.Holds, seen.Revision, token));
        Assert.Contains(message, seen.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nary", seen.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl", TokenOwner.DbtCloud, "is a JSON web token, so not one of dbt Cloud")]
    [InlineData("dbtc_canary", TokenOwner.OpenMetadata, "is a token of dbt Cloud, not of an OpenMetadata bot")]
    [InlineData("dbtu_canary", TokenOwner.OpenMetadata, "is a token of dbt Cloud, not of an OpenMetadata bot")]
    internal void Two_tokens_that_were_swapped_are_noticed_before_anything_is_sent(string value, TokenOwner owner, string message)
    {
        var (seen, token) = KeyVerdicts.Judge(new KeyAnswer.Found(value, "u/7"), Dbt, owner);

        Assert.Equal((Reasons.SecretsResolved.SecretMalformed, null), (seen.Reason, token));
        Assert.Contains(message, seen.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, seen.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dbtc_canary", TokenOwner.DbtCloud)]
    [InlineData("0123456789abcdef", TokenOwner.DbtCloud)]
    [InlineData("eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl", TokenOwner.OpenMetadata)]
    internal void A_token_of_its_owners_form_is_usable(string value, TokenOwner owner)
    {
        var (seen, token) = KeyVerdicts.Judge(new KeyAnswer.Found(value, "u/7"), Dbt, owner);

        Assert.Equal((Reasons.SecretsResolved.Resolved, "u/7", ""), (seen.Reason, seen.Revision, seen.Message));
        Assert.Equal($"Bearer {value}", token!.AsBearer());
    }

    [Fact]
    public void A_CA_bundle_in_PEM_form_is_what_is_trusted()
    {
        using var certificates = new TestCertificates();

        var (seen, trust) = KeyVerdicts.JudgeBundle(new KeyAnswer.Found(certificates.Pem, "u/7"), Bundle, Bundles);

        Assert.Equal(Reasons.SecretsResolved.Resolved, seen.Reason);
        Assert.NotEqual(Trust.System, trust);
    }

    [Fact]
    public void A_CA_bundle_of_another_form_is_not_found_and_the_systems_authorities_count()
    {
        var (seen, trust) = KeyVerdicts.JudgeBundle(new KeyAnswer.Found("certificate", "u/7"), Bundle, Bundles);

        Assert.Equal((Reasons.SecretsResolved.CaBundleNotFound, Trust.System), (seen.Reason, trust));
        Assert.Equal("the key \"ca.crt\" of the ConfigMap \"corp-ca\" holds no certificate in PEM form", seen.Message);
    }

    [Fact]
    public void A_CA_bundle_whose_object_or_key_is_not_there_is_not_found_unless_it_may_not_be_read()
    {
        Assert.Equal(Reasons.SecretsResolved.CaBundleNotFound, KeyVerdicts.JudgeBundle(new KeyAnswer.ObjectMissing(), Bundle, Bundles).Seen.Reason);
        Assert.Equal(Reasons.SecretsResolved.CaBundleNotFound, KeyVerdicts.JudgeBundle(new KeyAnswer.KeyMissing("u/7", []), Bundle, Bundles).Seen.Reason);
        Assert.Equal(Reasons.SecretsResolved.Forbidden, KeyVerdicts.JudgeBundle(new KeyAnswer.Forbidden(), Bundle, Bundles).Seen.Reason);
    }

    [Fact]
    public void A_CA_bundle_of_more_than_256_KiB_is_too_large_whether_or_not_it_was_read()
    {
        using var certificates = new TestCertificates();
        var found = KeyVerdicts.JudgeBundle(new KeyAnswer.Found(certificates.Pem + new string('\n', CaBundles.MostBytes), "u/7"), Bundle, Bundles);
        var unread = KeyVerdicts.JudgeBundle(new KeyAnswer.TooLong("u/7"), Bundle, Bundles);

        Assert.Equal((Reasons.SecretsResolved.CaBundleTooLarge, "u/7", Trust.System), (found.Seen.Reason, found.Seen.Revision, found.Trust));
        Assert.Equal("the key \"ca.crt\" of the ConfigMap \"corp-ca\" has more than 256 KiB or 500 certificates; keep only the authorities that sign OpenMetadata's certificate", found.Seen.Message);
        Assert.Equal(found, unread);
    }

    [Fact]
    public void What_is_longer_than_any_token_is_none_and_is_not_repeated()
    {
        var found = KeyVerdicts.Judge(new KeyAnswer.Found(new string('a', 16 * 1024 + 1), "u/7"), Dbt, TokenOwner.DbtCloud);
        var unread = KeyVerdicts.Judge(new KeyAnswer.TooLong("u/7"), Dbt, TokenOwner.DbtCloud);

        Assert.Equal((Reasons.SecretsResolved.SecretMalformed, null), (found.Seen.Reason, found.Token));
        Assert.Equal("the key \"token\" of the Secret \"dbt-cloud\" is longer than any token (16 KiB); store the token alone there", found.Seen.Message);
        Assert.Equal(found, unread);
    }
}
