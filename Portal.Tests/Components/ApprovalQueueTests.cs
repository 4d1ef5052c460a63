using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Approvals;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Gateway.Callers;
using Xunit;

namespace Portal.Tests.Components;

/// <summary>The queue of held calls, and what tells of it on other pages.</summary>
public sealed class ApprovalQueueTests : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly PortalContext _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Queue_Empty_SaysWhatToDoNext()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);

        var page = _portal.Render<ApprovalsPage>();

        page.WaitForAssertion(() => Assert.Contains("Nothing waits", page.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("a[href='/approvals?tab=history']"));
    }

    [Fact]
    public async Task Queue_WhileOpen_ShowsWhatArrivesAndLosesWhatIsDecided()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        var page = _portal.Render<ApprovalsPage>();
        page.WaitForAssertion(() => Assert.Contains("Nothing waits", page.Markup, StringComparison.Ordinal));

        var ticket = _portal.AddTicket();
        _portal.Announce(ticket);
        await _portal.UntilAsync(() => Assert.Single(page.FindAll("[data-key-row]")));

        var row = page.Find("[data-key-row]").TextContent;
        Assert.All(["export_transactions", "payments", "erik@example.com", "bulk export", "$.limit gt 100 (5000)", "29 min left", "0 of 1 approved"], part => Assert.Contains(part, row, StringComparison.Ordinal));
        await _portal.ChangeAsync(ticket, TicketState.Denied);
        await _portal.UntilAsync(() => Assert.Contains("Nothing waits", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Queue_TwoThousand_DrawsAPageOfThem()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await using (var context = _portal.Open())
        {
            var like = _portal.AddTicket();
            context.ApprovalTickets.AddRange(Enumerable.Range(1, 1999).Select(number => new ApprovalTicket
            {
                CallerId = like.CallerId, CallerKind = like.CallerKind, CallerName = like.CallerName, Server = like.Server, Method = like.Method, Tool = $"export_{number}", CallHash = BitConverter.GetBytes(number).Concat(new byte[28]).ToArray(),
                Rule = like.Rule, RuleVersion = 1, Quorum = 1, Created = like.Created.AddSeconds(-number), Expires = like.Expires, Changed = like.Changed,
            }));
            await context.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo("/approvals?page=40");
        var page = _portal.Render<ApprovalsPage>();

        page.WaitForAssertion(() => Assert.Equal(50, page.FindAll("[data-key-row]").Count));
        Assert.Contains("Page 40 of 40", page.Markup, StringComparison.Ordinal);
        Assert.Contains("2000 calls wait", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_OfACaller_ShowsOnlyTheirOwn()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Caller);
        _portal.AddTicket("export_theirs");
        _portal.AddTicket("export_mine", change: ticket => ticket.CallerId = _portal.PersonId);

        var page = _portal.Render<ApprovalsPage>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-key-row]")));
        Assert.Contains("export_mine", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-row-key]"));
    }

    [Fact]
    public async Task Dashboard_AndMenu_SayHowManyWait()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Auditor);
        _portal.AddTicket();
        _portal.AddTicket("export_more");
        var menu = _portal.Render<Portal.Components.Layout.NavMenu>();
        var open = _portal.Render<Portal.Components.Dashboard.OpenTickets>();

        _portal.Render<ApprovalAlerts>();

        open.WaitForAssertion(() => Assert.Contains("2 calls wait", open.Markup, StringComparison.Ordinal));
        menu.WaitForAssertion(() => Assert.Equal("2", menu.Find("a[href='/approvals'] .count").TextContent));
    }

    [Fact]
    public async Task Alerts_Arrival_IsToastedToWhoDecidesAndNeverMarkup()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        var alerts = _portal.Render<ApprovalAlerts>();
        var ticket = _portal.AddTicket("export_<b>\u202E");

        _portal.Announce(ticket);

        await _portal.UntilAsync(() => Assert.Equal($"/approvals/{ticket.Id}", alerts.Find(".toast a").GetAttribute("href")));
        Assert.Empty(alerts.FindAll("b"));
        Assert.Contains("\\u202E", alerts.Markup, StringComparison.Ordinal);
        Assert.Contains(_portal.JSInterop.Invocations, call => call.Identifier == "portalApprovals.count" && Equals(call.Arguments[0], 1));
        Assert.Contains(_portal.JSInterop.Invocations, call => call.Identifier == "portalApprovals.arrived" && ((string)call.Arguments[1]!).Contains("\\u202E", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alerts_ManyAtOnce_ShowAFewAndTheNumberOfTheRest()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        var alerts = _portal.Render<ApprovalAlerts>();
        for (var number = 0; number < 12; number++)
        {
            _portal.Announce(_portal.AddTicket($"export_{number}"));
        }

        await _portal.UntilAsync(() => Assert.Contains("9 more calls wait", alerts.Markup, StringComparison.Ordinal));
        Assert.Equal(4, alerts.FindAll(".toast").Count);
    }

    [Theory]
    [InlineData(PortalRoles.Auditor, false)]
    [InlineData(PortalRoles.Approver, true)]
    public async Task Alerts_OwnCallOrNoApprover_AreSilent(string role, bool own)
    {
        await _portal.SeatAsync(Fresh, role);
        var alerts = _portal.Render<ApprovalAlerts>();
        var inbox = _portal.Services.GetRequiredService<ApprovalInbox>();
        var changes = 0;
        inbox.Changed += (_, _) => changes++;

        _portal.Announce(_portal.AddTicket(change: ticket => ticket.CallerId = own ? _portal.PersonId : ticket.CallerId));
        await _portal.UntilAsync(() => Assert.True(changes > 0));

        Assert.Empty(alerts.FindAll(".toast"));
        Assert.Equal(own ? 0 : 1, inbox.Waiting);
    }
}
