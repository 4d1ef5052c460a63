using System.Net;
using Portal.Data.People;
using Portal.Gateway.Callers;
using Portal.Gateway.Recording;
using Xunit;

namespace Portal.Tests.Gateway.Recording;

public sealed class RefusalMinuteTests
{
    private readonly RefusalMinute _minute = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Takes_SoManyOfEachSource_CountsTheRest()
    {
        var (one, two) = (Address("10.0.0.1"), Address("10.0.0.2"));
        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(_ => _minute.Takes(one, perSource: 2, inAll: 100)));
        Assert.True(_minute.Takes(two, perSource: 2, inAll: 100));
        Assert.Equal([(one, 2)], _minute.Unrecorded);
    }

    [Fact]
    public void Takes_SoManyInAll_CountsTheRest()
    {
        for (var source = 0; source < 10; source++)
        {
            Assert.Equal(source < 3, _minute.Takes(Address($"10.0.1.{source}"), perSource: 2, inAll: 3));
        }

        Assert.Equal(7, _minute.Unrecorded.Sum(source => source.Number));
    }

    [Fact]
    public void Takes_MoreSourcesThanAreToldApart_CountsThemTogether()
    {
        for (var source = 0; source < RefusalMinute.MaxSources + 50; source++)
        {
            _minute.Takes(RefusalSource.OfCaller(CallerOf($"caller {source}")), perSource: 1, inAll: int.MaxValue);
        }

        Assert.Equal(49, Assert.Single(_minute.Unrecorded).Number);
    }

    [Fact]
    public async Task Takes_FromManyThreads_LosesNone()
    {
        var source = Address("10.0.0.1");
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 5000).Count(_ => _minute.Takes(source, 100, 1000)))));

        Assert.Equal(100, taken.Sum());
        Assert.Equal(20_000 - 100, Assert.Single(_minute.Unrecorded).Number);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    public void OfAddress_OneNetwork_IsOneSource(string one, string other, bool same) => Assert.Equal(same, Address(one) == Address(other));

    [Fact]
    public void OfCaller_NamedLikeAnAddress_IsNoAddress() => Assert.NotEqual(Address("10.0.0.1"), RefusalSource.OfCaller(CallerOf("10.0.0.1")));

    private static Caller CallerOf(string name) => new(Guid.Empty, CallerKind.Service, name, [], Guid.Empty);

    private static RefusalSource Address(string text) => RefusalSource.OfAddress(IPAddress.Parse(text));
}
