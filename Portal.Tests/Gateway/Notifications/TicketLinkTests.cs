using System.Web;
using Portal.Data.Keys;
using Portal.Gateway.Keys;
using Portal.Gateway.Notifications;
using Portal.Tests.Gateway.Approvals;

namespace Portal.Tests.Gateway.Notifications;

public sealed class TicketLinkTests
{
    private static readonly Guid Ticket = Guid.Parse("019f0000-0000-7000-8000-000000000001");

    [Fact]
    public async Task Check_AsMade_IsGoodForAWeek()
    {
        await using var services = await ApprovalServices.CreateAsync();
        var links = services.Get<TicketLink>();
        var (expires, signature) = PartsOf(links.Make(Ticket));

        Assert.Equal(TicketLinkState.Good, links.Check(Ticket, expires, signature));
        services.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(TicketLinkState.Good, links.Check(Ticket, expires, signature));
        services.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TicketLinkState.Expired, links.Check(Ticket, expires, signature));
    }

    [Fact]
    public async Task Check_AnyPartChanged_IsNotOurs()
    {
        await using var services = await ApprovalServices.CreateAsync();
        var links = services.Get<TicketLink>();
        var (expires, signature) = PartsOf(links.Make(Ticket));

        Assert.Equal(TicketLinkState.NotOurs, links.Check(Guid.NewGuid(), expires, signature));
        foreach (var other in new[] { null, "", "x", "0" + expires, " " + expires, expires + "0", "-" + expires, "99999999999999999999" })
        {
            Assert.Equal(TicketLinkState.NotOurs, links.Check(Ticket, other, signature));
        }

        for (var index = 0; index < signature.Length; index++)
        {
            var changed = signature[..index] + (signature[index] == 'A' ? 'B' : 'A') + signature[(index + 1)..];
            Assert.Equal(TicketLinkState.NotOurs, links.Check(Ticket, expires, changed));
        }

        Assert.Equal(TicketLinkState.NotOurs, links.Check(Ticket, expires, null));
        Assert.Equal(TicketLinkState.NotOurs, links.Check(Ticket, expires, signature + "="));
    }

    [Fact]
    public async Task Check_KeyRotatedThenRetired_IsGoodThenNotOurs()
    {
        await using var services = await ApprovalServices.CreateAsync();
        var (links, keys) = (services.Get<TicketLink>(), services.Get<KeyRegister>());
        var (expires, signature) = PartsOf(links.Make(Ticket));
        var old = keys.Active(KeyPurpose.TicketLink).Id;

        await keys.RotateAsync(KeyPurpose.TicketLink, KeyActor.Portal, TestContext.Current.CancellationToken);
        Assert.Equal(TicketLinkState.Good, links.Check(Ticket, expires, signature));
        await keys.RetireAsync(old, confirmed: true, KeyActor.Portal, TestContext.Current.CancellationToken);

        Assert.Equal(TicketLinkState.NotOurs, links.Check(Ticket, expires, signature));
    }

    private static (string Expires, string Signature) PartsOf(string link)
    {
        var query = HttpUtility.ParseQueryString(new Uri(link).Query);
        return (query["expires"]!, query["signature"]!);
    }
}
