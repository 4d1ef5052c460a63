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

/// <summary>History, open windows, and one's own held calls.</summary>
public sealed class ApprovalListsTests : IDisposable
{
    private const string Reason = "agreed with finance, FIN-2231";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly PortalContext _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task History_Filtered_ShowsWhatEndedAndByWhom()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Auditor);
        _portal.AddTicket("export_denied", change: ticket => ticket.State = TicketState.Denied);
        _portal.AddTicket("export_waits");
        var gone = _portal.AddTicket("export_approved", change: ticket => ticket.State = TicketState.Approved);
        await using (var context = _portal.Open())
        {
            context.ApprovalDecisions.Add(new ApprovalDecision { TicketId = gone.Id, ApproverId = Guid.CreateVersion7(), ApproverName = "ann@example.com", Decision = DecisionKind.Approve, Justification = Reason, Time = _portal.Clock.GetUtcNow(), Method = "password" });
            await context.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var all = _portal.Render<TicketHistory>(parameters => parameters.Add(history => history.Criteria, new TicketCriteria()));
        var approved = _portal.Render<TicketHistory>(parameters => parameters.Add(history => history.Criteria, new TicketCriteria { State = "approved" }));

        all.WaitForAssertion(() => Assert.Equal(["export_approved", "export_denied"], all.FindAll("a.stretched").Select(link => link.TextContent).Order(StringComparer.Ordinal)));
        approved.WaitForAssertion(() => Assert.Contains("ann@example.com", approved.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Single(approved.FindAll("tbody tr"));
    }

    [Fact]
    public async Task History_CardNumberTyped_IsNotSearched()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Auditor);
        var history = _portal.Render<TicketHistory>(parameters => parameters.Add(page => page.Criteria, new TicketCriteria()));
        history.WaitForElement("#ticket-tool").Change("4111 1111 1111 1111");

        await history.Find("form").SubmitAsync();

        Assert.Contains("looks like a card number", history.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", _portal.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Windows_Closed_AskOnceAndTakeARoleOfNow(bool stillApprover)
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var ticket = _portal.AddTicket();
        await using var context = _portal.Open();
        context.ApprovalWindows.Add(new ApprovalWindow
        {
            TicketId = ticket.Id, CallerId = ticket.CallerId, CallerName = ticket.CallerName, Server = ticket.Server, Tool = ticket.Tool, From = _portal.Clock.GetUtcNow(), Until = _portal.Clock.GetUtcNow().AddMinutes(30),
            GrantedBy = "ann@example.com", Reason = Reason, Rule = ticket.Rule, RuleVersion = 1,
        });
        await context.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        var list = _portal.Render<WindowList>();
        list.WaitForAssertion(() => Assert.Contains("erik@example.com", list.Markup, StringComparison.Ordinal));
        if (!stillApprover)
        {
            await context.UserRoles.ExecuteDeleteAsync(Xunit.TestContext.Current.CancellationToken);
        }

        await ApprovalContext.Button(list, "Close…").ClickAsync();
        await ApprovalContext.Button(list, "Close the window").ClickAsync();

        list.WaitForAssertion(() => Assert.Contains(stillApprover ? "The window is closed." : "takes the role", list.Markup, StringComparison.Ordinal));
        Assert.Equal(stillApprover, await context.ApprovalWindows.AsNoTracking().AnyAsync(window => window.RevokedBy == "ada@example.com", Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task MyCalls_Held_AppearLiveAndAreWithdrawn()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Caller);
        var mine = _portal.Render<MyCalls>();
        Assert.Empty(mine.FindAll("section"));
        var ticket = _portal.AddTicket(change: ticket => (ticket.OwnerId, ticket.CallerKind, ticket.CallerName) = (_portal.PersonId, CallerKind.Service, "report-bot"));
        _portal.Announce(ticket);
        await _portal.UntilAsync(() => Assert.Contains("report-bot", mine.Markup, StringComparison.Ordinal));

        await ApprovalContext.Button(mine, "Withdraw…").ClickAsync();
        await ApprovalContext.Button(mine, "Withdraw: it is not made").ClickAsync();

        mine.WaitForAssertion(() => Assert.Contains("Withdrawn", mine.Markup, StringComparison.Ordinal));
        Assert.Equal(TicketState.Withdrawn, (await _portal.StoredAsync(ticket)).State);
    }
}
