using System.Net;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class HostPolicyTests
{
    [Theory]
    [InlineData("https://ab123.us1.dbt.com/api/v2/")]
    [InlineData("https://cloud.getdbt.com:8443/")]
    [InlineData("https://8.8.8.8/")]
    public void The_internet_over_https_is_open(string url) => Assert.Null(Judge(url, Destination.Internet));

    [Theory]
    [InlineData("http://ab123.us1.dbt.com/", "InsecureScheme")]
    [InlineData("ftp://ab123.us1.dbt.com/", "MalformedUrl")]
    [InlineData("https://user:password@ab123.us1.dbt.com/", "MalformedUrl")]
    [InlineData("https://127.0.0.1/", "ForbiddenAddress")]
    [InlineData("https://0x7f.1/", "ForbiddenAddress")]
    [InlineData("https://2130706433/", "ForbiddenAddress")]
    [InlineData("https://[::1]/", "ForbiddenAddress")]
    [InlineData("https://[::ffff:169.254.169.254]/", "ForbiddenAddress")]
    [InlineData("https://169.254.169.254/latest/meta-data/", "ForbiddenAddress")]
    [InlineData("https://localhost/", "ForbiddenAddress")]
    [InlineData("https://LOCALHOST./", "ForbiddenAddress")]
    [InlineData("https://api.localhost/", "ForbiddenAddress")]
    [InlineData("https://metadata.google.internal/", "ForbiddenAddress")]
    [InlineData("https://10.0.0.1/", "ForbiddenAddress")]
    public void Other_places_are_refused_before_any_call(string url, string why) =>
        Assert.Equal(why, Judge(url, Destination.Internet).ToString());

    [Fact]
    public void A_service_of_the_cluster_may_be_private_and_plain()
    {
        Assert.Null(Judge("http://openmetadata.openmetadata.svc:8585/api", Destination.NearOrFar));
        Assert.Null(Judge("http://10.0.0.1:8585/api", Destination.NearOrFar));
    }

    [Fact]
    public void Plain_http_stays_inside_private_networks() =>
        Assert.Equal(HostRefusal.InsecureScheme, Judge("http://8.8.8.8/api", Destination.NearOrFar));

    [Fact]
    public void This_machine_is_forbidden_to_a_service_of_the_cluster_too() =>
        Assert.Equal(HostRefusal.ForbiddenAddress, Judge("http://127.0.0.1:8585/api", Destination.NearOrFar));

    [Theory]
    [InlineData("https://ab123.us1.dbt.com/", true)]
    [InlineData("https://deep.ab123.us1.dbt.com/", true)]
    [InlineData("https://openmetadata.corp.example/", true)]
    [InlineData("https://OPENMETADATA.corp.example/", true)]
    [InlineData("https://us1.dbt.com/", false)]
    [InlineData("https://evil-us1.dbt.com/", false)]
    [InlineData("https://other.example/", false)]
    public void A_list_of_hosts_shuts_out_all_others(string url, bool listed)
    {
        var options = new OutboundOptions { AllowedHosts = ["*.us1.dbt.com", "openmetadata.corp.example"] };

        Assert.Equal(listed ? null : HostRefusal.HostNotListed, new HostPolicy(options).Refuses(new Uri(url), Destination.Internet));
    }

    [Fact]
    public void An_opened_network_opens_its_mapped_form_and_nothing_else()
    {
        var options = new OutboundOptions { AllowedCidrs = [IPNetwork.Parse("127.0.0.0/8")] };

        Assert.Null(Judge("https://127.0.0.1/", Destination.Internet, options));
        Assert.Null(Judge("https://[::ffff:127.0.0.1]/", Destination.Internet, options));
        Assert.Null(Judge("https://localhost/", Destination.Internet, options));
        Assert.Equal(HostRefusal.ForbiddenAddress, Judge("https://[::1]/", Destination.Internet, options));
        Assert.Equal(HostRefusal.InsecureScheme, Judge("http://127.0.0.1/", Destination.Internet, options));
    }

    [Theory]
    [InlineData("fd20:ce::254", "fd00::/8", false)]
    [InlineData("fd20:ce::254", "fd20:ce::/64", false)]
    [InlineData("fd20:ce::254", "::/0", false)]
    [InlineData("fd20:ce::254", "fd20:ce::254/128", true)]
    [InlineData("fd00:42::42", "fc00::/7", false)]
    [InlineData("169.254.169.254", "169.254.0.0/16", false)]
    [InlineData("169.254.169.254", "169.254.169.254/32", true)]
    [InlineData("168.63.129.16", "0.0.0.0/0", false)]
    public void A_metadata_service_is_opened_by_its_own_address_and_by_no_network_around_it(string address, string opened, bool isOpen)
    {
        var options = new OutboundOptions { AllowedCidrs = [IPNetwork.Parse(opened)], AllowInsecureEndpoints = true };
        var url = address.Contains(':', StringComparison.Ordinal) ? $"http://[{address}]/api" : $"http://{address}/api";

        Assert.Equal(isOpen ? null : HostRefusal.ForbiddenAddress, Judge(url, Destination.NearOrFar, options));
        Assert.Equal(isOpen ? null : HostRefusal.ForbiddenAddress, Judge(url, Destination.Internet, options));
    }

    [Fact]
    public void Insecure_endpoints_open_the_scheme_but_no_address()
    {
        var options = new OutboundOptions { AllowInsecureEndpoints = true };

        Assert.Null(Judge("http://dbt.example/", Destination.Internet, options));
        Assert.Equal(HostRefusal.ForbiddenAddress, Judge("http://127.0.0.1/", Destination.Internet, options));
    }

    private static HostRefusal? Judge(string url, Destination destination, OutboundOptions? options = null) =>
        new HostPolicy(options ?? new OutboundOptions()).Refuses(new Uri(url), destination);
}
