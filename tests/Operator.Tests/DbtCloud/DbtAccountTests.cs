using Operator.DbtCloud;
using Xunit;

namespace Operator.Tests.DbtCloud;

public sealed class DbtAccountTests
{
    [Theory]
    [InlineData("https://ab123.us1.dbt.com", "https://ab123.us1.dbt.com/")]
    [InlineData("https://ab123.us1.dbt.com/", "https://ab123.us1.dbt.com/")]
    [InlineData("https://ab123.us1.dbt.com/api", "https://ab123.us1.dbt.com/")]
    [InlineData("https://ab123.us1.dbt.com/api/", "https://ab123.us1.dbt.com/")]
    [InlineData("https://ab123.us1.dbt.com/api/v2/", "https://ab123.us1.dbt.com/")]
    [InlineData("https://AB123.us1.dbt.com", "https://ab123.us1.dbt.com/")]
    [InlineData("http://127.0.0.1:8080/api", "http://127.0.0.1:8080/")]
    public void Whatever_form_the_Access_URL_has_the_origin_is_the_same(string url, string origin) =>
        Assert.Equal(origin, DbtAccount.At(url, "1")!.Url.AbsoluteUri);

    [Theory]
    [InlineData("ab123.us1.dbt.com")]
    [InlineData("ftp://ab123.us1.dbt.com")]
    [InlineData("https://user@ab123.us1.dbt.com")]
    [InlineData("https://ab123.us1.dbt.com/?x=1")]
    [InlineData("https://ab123.us1.dbt.com/#top")]
    [InlineData("https://ab123.us1.dbt.com/deploy/1/projects/2")]
    [InlineData("")]
    public void What_is_no_origin_is_no_account(string url) => Assert.Null(DbtAccount.At(url, "1"));

    [Theory]
    [InlineData("..")]
    [InlineData("1/../2")]
    [InlineData("1?x=2")]
    [InlineData("1%2f2")]
    [InlineData("")]
    public void An_id_that_could_lead_elsewhere_is_no_account(string id) => Assert.Null(DbtAccount.At("https://ab123.us1.dbt.com", id));

    [Theory]
    [InlineData("https://cloud.getdbt.com", "MultiTenant")]
    [InlineData("https://emea.dbt.com", "MultiTenant")]
    [InlineData("https://au.dbt.com", "MultiTenant")]
    [InlineData("https://ab123.us1.dbt.com", "AccessUrl")]
    [InlineData("https://my-prefix.jp1.dbt.com", "AccessUrl")]
    [InlineData("https://corp.getdbt.com", "Unrecognised")]
    [InlineData("https://dbt.corp.example", "Unrecognised")]
    [InlineData("https://us1.dbt.com", "NoApi")]
    [InlineData("https://login.dbt.com", "NoApi")]
    [InlineData("https://ab123.metadata.us1.dbt.com", "NoApi")]
    [InlineData("https://metadata.cloud.getdbt.com", "NoApi")]
    [InlineData("https://ab123.semantic-layer.us1.dbt.com", "NoApi")]
    public void Hosts_are_told_apart_by_their_form(string url, string form) =>
        Assert.Equal(form, DbtCloudHost.FormOf(new Uri(url)).ToString());
}
