using Edi.Tasks.Engines.Instances;

namespace Edi.Tasks.Tests;

public sealed class InstanceNetworkTests
{
    [Fact]
    public void An_address_is_of_the_bridges_network_and_follows_from_the_name()
    {
        var address = InstanceNetwork.Choose("10.77.3.1/24", new HashSet<string>(), "edi-1")!;
        Assert.Equal("10.77.3.1", address.Gateway);
        Assert.StartsWith("10.77.3.", address.Address, StringComparison.Ordinal);
        Assert.EndsWith("/24", address.Address, StringComparison.Ordinal);
        Assert.Equal(address, InstanceNetwork.Choose("10.77.3.1/24", new HashSet<string>(), "edi-1"));
    }

    [Fact]
    public void Each_address_is_given_once_and_the_bridges_own_and_the_networks_never()
    {
        var taken = new HashSet<string>();
        while (InstanceNetwork.Choose("192.168.7.9/28", taken, "edi-1") is { } address)
        {
            Assert.True(taken.Add(address.WithoutPrefix));
        }

        Assert.Equal(
            Enumerable.Range(1, 14).Where(last => last != 9).Select(last => $"192.168.7.{last}").Order(StringComparer.Ordinal),
            taken.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("10.0.0.1/31")]
    [InlineData("10.0.0.1/32")]
    public void A_network_without_room_has_none(string own) => Assert.Null(InstanceNetwork.Choose(own, new HashSet<string>(), "edi-1"));

    [Fact]
    public void A_large_network_is_not_searched_forever() =>
        Assert.NotNull(InstanceNetwork.Choose("10.0.0.1/8", new HashSet<string>(), "edi-1"));
}
