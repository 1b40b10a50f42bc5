using System.Net;
using Operator.Outbound;
using Xunit;

namespace Operator.Tests.Outbound;

public sealed class AddressSpaceTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("52.3.77.232")]
    [InlineData("2600:1f18::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    public void The_world_is_public(string address) => Assert.Equal(AddressReach.Public, ReachOf(address));

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fec0::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::808:808")]
    [InlineData("2002:a00:1::1")]
    public void Networks_of_one_s_own_are_private_in_every_form(string address) => Assert.Equal(AddressReach.Private, ReachOf(address));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.0.9")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("169.254.1.1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%3")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:1:2:3:4:80ff:fffe")]
    public void This_machine_is_forbidden_in_every_form(string address) =>
        Assert.Equal(AddressReach.Forbidden, ReachOf(address));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("169.254.170.23")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("168.63.129.16")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd00:ec2::23")]
    [InlineData("fd20:ce::254")]
    [InlineData("fd00:42::42")]
    [InlineData("fd00:c1::a9fe:a9fe")]
    [InlineData("fe80::a9fe:a9fe%2")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    public void What_hands_out_credentials_of_a_machine_is_metadata_in_every_form(string address) => Assert.Equal(AddressReach.Metadata, ReachOf(address));

    private static AddressReach ReachOf(string address) => AddressSpace.ReachOf(IPAddress.Parse(address));
}
