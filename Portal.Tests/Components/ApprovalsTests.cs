using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Approvals;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway.Approvals;
using Portal.Gateway.Authentication;
using Portal.SignIn;
using Xunit;

namespace Portal.Tests.Components;

public sealed class ApprovalsTests : IDisposable
{
    private const string Reason = "agreed with finance, FIN-2231";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(6);

    private readonly PortalContext _portal = new();
    private long _sequence;

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
        await UntilAsync(() => Assert.Single(page.FindAll("[data-key-row]")));

        var row = page.Find("[data-key-row]").TextContent;
        Assert.All(["export_transactions", "payments", "erik@example.com", "bulk export", "$.limit gt 100 (5000)", "29 min left", "0 of 1 approved"], part => Assert.Contains(part, row, StringComparison.Ordinal));
        await ChangeAsync(ticket, TicketState.Denied);
        await UntilAsync(() => Assert.Contains("Nothing waits", page.Markup, StringComparison.Ordinal));
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
                CallerId = like.CallerId, CallerKind = like.CallerKind, CallerName = like.CallerName, Server = like.Server, Method = like.Method, Tool = $"export_{number}", ArgumentsHash = BitConverter.GetBytes(number).Concat(new byte[28]).ToArray(),
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
    public async Task Ticket_OfAnotherCaller_IsNotThereForACaller()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Caller);

        var page = Open(_portal.AddTicket());

        page.WaitForAssertion(() => Assert.Contains("This held call", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("export_transactions", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticket_Approved_ShowsTheOutcomeWhoSaidSoAndTheSignedRecord()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var page = Open(_portal.AddTicket());
        page.WaitForElement("#decision-reason").Input(Reason);

        await page.Find("[data-key=a]").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("The call is approved.", page.Markup, StringComparison.Ordinal));
        Assert.Contains("signed in by password", page.Find(".decisions").TextContent, StringComparison.Ordinal);
        Assert.Contains(Reason, page.Find(".decisions").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.Find("#ticket-record").TextContent.Split('.').Length);
        Assert.Empty(page.FindAll("#decision-reason"));
    }

    [Fact]
    public async Task Ticket_Decided_IsRecordedWithWhereTheBrowserIs()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        _portal.Services.GetRequiredService<CircuitOrigin>().SourceIp = "10.9.8.7";
        var page = Open(_portal.AddTicket());
        page.WaitForElement("#decision-reason").Input(Reason);

        await page.Find("[data-key=a]").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("The call is approved.", page.Markup, StringComparison.Ordinal));
        await using var context = _portal.Open();
        var payload = await context.RecordPayloads.SingleAsync(row => context.Records.Any(record => record.Position == row.Position && record.Method == "portal/approval-decision"), Xunit.TestContext.Current.CancellationToken);
        Assert.Contains("10.9.8.7", payload.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticket_SignedOutMeanwhile_DecidesNothing()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var ticket = _portal.AddTicket();
        var page = Open(ticket);
        page.WaitForElement("#decision-reason").Input(Reason);
        _portal.Services.GetRequiredService<SignInActivity>().End("sign-in-1");

        await page.Find("[data-key=a]").ClickAsync();

        Assert.Contains("You are signed out", page.Markup, StringComparison.Ordinal);
        Assert.Equal(TicketState.Pending, (await StoredAsync(ticket)).State);
    }

    [Fact]
    public async Task Ticket_RoleLostMeanwhile_DecidesNothingAndSaysWhy()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var ticket = _portal.AddTicket();
        var page = Open(ticket);
        page.WaitForElement("#decision-reason").Input(Reason);
        await using (var context = _portal.Open())
        {
            await context.UserRoles.ExecuteDeleteAsync(Xunit.TestContext.Current.CancellationToken);
        }

        await page.Find("[data-key=a]").ClickAsync();

        Assert.Contains("This takes the role 'approver'", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(Reason, page.Find("#decision-reason").GetAttribute("value"));
        Assert.Equal(TicketState.Pending, (await StoredAsync(ticket)).State);
    }

    [Fact]
    public async Task EarlierCalls_OfTheCaller_AreListedWithTheirOutcome()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Auditor);
        var caller = Guid.CreateVersion7();
        AddCalls(caller, "export_transactions", RecordOutcome.Ok, RecordOutcome.Denied);
        AddCalls(Guid.CreateVersion7(), "export_transactions", RecordOutcome.Error);
        AddCalls(caller, "list_transactions", RecordOutcome.Aborted);
        var before = _portal.AddTicket(change: ticket => (ticket.CallerId, ticket.State, ticket.Created) = (caller, TicketState.Denied, ticket.Created.AddDays(-1)));

        var calls = _portal.Render<EarlierCalls>(parameters => parameters.Add(list => list.Ticket, _portal.AddTicket(change: ticket => ticket.CallerId = caller)).Add(list => list.MayOpenSessions, true));

        calls.WaitForAssertion(() => Assert.Equal(2, calls.FindAll("[aria-label='Last calls to this tool'] li").Count));
        Assert.Contains("Passed", calls.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Aborted", calls.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(calls.FindAll($"a[href='/approvals/{before.Id}']"));
        Assert.NotEmpty(calls.FindAll("a[href^='/sessions/']"));
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

    [Theory]
    [InlineData("", "Say why")]
    [InlineData("too short", "at least 10")]
    public async Task Ticket_WithoutAGoodReason_SaysSoAndKeepsWhatIsTyped(string typed, string fault)
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var ticket = _portal.AddTicket();
        var page = Open(ticket);
        page.WaitForElement("#decision-reason").Input(typed);

        await page.Find("[data-key=d]").ClickAsync();

        Assert.Contains(fault, page.Find("#decision-reason-hint .fault").TextContent, StringComparison.Ordinal);
        Assert.Equal(typed, page.Find("#decision-reason").GetAttribute("value") ?? "");
        Assert.Equal(TicketState.Pending, (await StoredAsync(ticket)).State);
    }

    [Fact]
    public async Task Ticket_ForTheFirstOfTwo_StaysOpenAndSaysWhatIsMissing()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var page = Open(_portal.AddTicket(change: ticket => ticket.Quorum = 2));
        page.WaitForElement("#decision-reason").Input(Reason);

        await page.Find("[data-key=a]").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("1 more needed", page.Markup, StringComparison.Ordinal));
        Assert.Contains("1 of 2 approved", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("You have decided on this ticket already", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-key=a]"));
    }

    [Fact]
    public async Task Ticket_OnesOwn_OffersWithdrawingOnlyAndSaysWhy()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver, PortalRoles.Admin, PortalRoles.BreakGlass);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var ticket = _portal.AddTicket(change: ticket => ticket.CallerId = _portal.PersonId);
        var page = Open(ticket);

        page.WaitForAssertion(() => Assert.Contains("Nobody decides on their own", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#decision-reason, [data-key=a], [data-key=d], .glass"));
        await Button(page, "Withdraw…").ClickAsync();
        await Button(page, "Withdraw the call").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("The call is withdrawn.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(TicketState.Withdrawn, (await StoredAsync(ticket)).State);
    }

    [Theory]
    [InlineData(PortalRoles.Auditor)]
    [InlineData(PortalRoles.Admin)]
    public async Task Ticket_WithoutTheRole_ShowsNoButtonAndSaysWhichItTakes(string role)
    {
        await _portal.SeatAsync(Fresh, role);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);

        var page = Open(_portal.AddTicket());

        page.WaitForAssertion(() => Assert.Contains("This takes the role 'approver'", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-key=a], [data-key=d], #decision-reason"));
    }

    [Fact]
    public async Task Ticket_UnderAChangedRule_SaysSo()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);

        var page = Open(_portal.AddTicket(change: ticket => ticket.RuleVersion = 7));

        page.WaitForAssertion(() => Assert.Contains("has changed since", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ticket_FreshSignInWantedAndOld_AsksForThePasswordAndKeepsTheReason()
    {
        await _portal.SeatAsync(Old, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var ticket = _portal.AddTicket(change: ticket => ticket.Reauthenticate = true);
        var confirm = _portal.JSInterop.Setup<string>("portalApprovals.confirm", _ => true);
        var page = Open(ticket);
        page.WaitForElement("#decision-reason").Input(Reason);

        confirm.SetResult("refused");
        await page.Find("[data-key=a]").ClickAsync();
        Assert.Contains("password is wrong", page.Find("#decision-password-hint .fault").TextContent, StringComparison.Ordinal);
        Assert.Equal(Reason, page.Find("#decision-reason").GetAttribute("value"));
        Assert.Equal(TicketState.Pending, (await StoredAsync(ticket)).State);

        // Whatever a browser claims: what counts is that the server has checked the password.
        confirm.SetResult("confirmed");
        await page.Find("[data-key=a]").ClickAsync();
        Assert.Contains("wants a sign-in of the last five minutes", page.Markup, StringComparison.Ordinal);
        Assert.Equal(Reason, page.Find("#decision-reason").GetAttribute("value"));

        _portal.Services.GetRequiredService<PasswordConfirmations>().Add("sign-in-1", ticket.Id);
        await page.Find("[data-key=a]").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("The call is approved.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ticket_FreshSignInWantedAndFresh_AsksForNoPassword()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);

        var page = Open(_portal.AddTicket(change: ticket => ticket.Reauthenticate = true));

        page.WaitForElement("#decision-reason").Input(Reason);
        Assert.Empty(page.FindAll("#decision-password"));
        await page.Find("[data-key=a]").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("The call is approved.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ticket_SignInBecameTooOldMeanwhile_AsksForThePasswordThen()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var page = Open(_portal.AddTicket(change: ticket => ticket.Reauthenticate = true));
        page.WaitForElement("#decision-reason").Input(Reason);
        _portal.Clock.Advance(Old);

        await page.Find("[data-key=a]").ClickAsync();

        Assert.Contains("too old meanwhile", page.Find("#decision-password-hint .fault").TextContent, StringComparison.Ordinal);
        Assert.Equal(Reason, page.Find("#decision-reason").GetAttribute("value"));
    }

    [Fact]
    public async Task Ticket_ApprovedWithAWindow_OpensItUntilThen()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var page = Open(_portal.AddTicket());
        page.WaitForElement("#decision-reason").Input(Reason);
        Assert.Equal(["0", "15", "30", "60"], page.FindAll("#decision-window option").Select(option => option.GetAttribute("value")));
        page.Find("#decision-window").Change("30");
        Assert.Contains("with any arguments", page.Markup, StringComparison.Ordinal);

        await page.Find("[data-key=a]").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("The call is approved.", page.Markup, StringComparison.Ordinal));
        await using var context = _portal.Open();
        Assert.Equal(_portal.Clock.GetUtcNow().AddMinutes(30), (await context.ApprovalWindows.SingleAsync(Xunit.TestContext.Current.CancellationToken)).Until);
    }

    [Fact]
    public async Task Ticket_BreakGlass_AsksOnceThenApprovesAlone()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.BreakGlass);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var ticket = _portal.AddTicket(change: ticket => ticket.Quorum = 3);
        var page = Open(ticket);
        page.WaitForElement("#decision-reason").Input("production is down, incident 42");
        Assert.Empty(page.FindAll("[data-key=a]"));

        await page.Find(".glass").ClickAsync();
        Assert.Contains("raises an alarm", page.Find("[role=alertdialog]").TextContent, StringComparison.Ordinal);
        await Button(page, "Break the glass and approve").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Approved by break-glass", page.Markup, StringComparison.Ordinal));
        Assert.True((await StoredAsync(ticket)).BrokeGlass);
    }

    [Fact]
    public async Task Ticket_DecidedByAnother_ShowsItAtOnce()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var ticket = _portal.AddTicket();
        var page = Open(ticket);
        page.WaitForElement("#decision-reason").Input("I was about to say");

        await ChangeAsync(ticket, TicketState.Denied);

        await UntilAsync(() => Assert.Contains("What became of it", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#decision-reason"));
    }

    [Fact]
    public async Task Ticket_HostileEverywhere_IsNeverMarkupAndHidesNothing()
    {
        const string Evil = "<img src=x onerror=alert(1)>\u202Egnp.exe\u2066";
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        var page = Open(_portal.AddTicket(Evil, System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { [Evil] = Evil }), ticket =>
        {
            (ticket.CallerName, ticket.Rule, ticket.Condition, ticket.Justification) = (Evil, Evil, Evil, Evil);
        }));

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".json .hidden-character")));

        Assert.Empty(page.FindAll("img, script"));
        Assert.DoesNotContain('\u202E', page.Markup);
        Assert.DoesNotContain('\u2066', page.Markup);
        Assert.True(page.FindAll(".hidden-character").Count >= 14);
    }

    [Fact]
    public async Task Ticket_OfAMegabyteAndTenThousandKeys_DrawsABoundedPart()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        var keys = string.Join(',', Enumerable.Range(0, 10_000).Select(number => $"\"key{number}\":{number}"));
        var page = Open(_portal.AddTicket(arguments: $$"""{"long":"{{new string('x', 1_000_000)}}",{{keys}}}"""));

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".json")));
        Assert.InRange(page.Markup.Length, 1, 600_000);
        Assert.Contains("the rest is in the raw text", page.Markup, StringComparison.Ordinal);
        await Button(page, "Raw").ClickAsync();

        Assert.InRange(page.Markup.Length, 1, 100_000);
        Assert.Contains("Show 20,000 more of", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_Arrival_IsToastedToWhoDecidesAndNeverMarkup()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        var alerts = _portal.Render<ApprovalAlerts>();
        var ticket = _portal.AddTicket("export_<b>\u202E");

        _portal.Announce(ticket);

        await UntilAsync(() => Assert.Equal($"/approvals/{ticket.Id}", alerts.Find(".toast a").GetAttribute("href")));
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

        await UntilAsync(() => Assert.Contains("9 more calls wait", alerts.Markup, StringComparison.Ordinal));
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
        await UntilAsync(() => Assert.True(changes > 0));

        Assert.Empty(alerts.FindAll(".toast"));
        Assert.Equal(own ? 0 : 1, inbox.Waiting);
    }

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

        await Button(list, "Close…").ClickAsync();
        await Button(list, "Close the window").ClickAsync();

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
        await UntilAsync(() => Assert.Contains("report-bot", mine.Markup, StringComparison.Ordinal));

        await Button(mine, "Withdraw…").ClickAsync();
        await Button(mine, "Withdraw: it is not made").ClickAsync();

        mine.WaitForAssertion(() => Assert.Contains("Withdrawn", mine.Markup, StringComparison.Ordinal));
        Assert.Equal(TicketState.Withdrawn, (await StoredAsync(ticket)).State);
    }

    private void AddCalls(Guid caller, string tool, params RecordOutcome[] outcomes)
    {
        var session = _portal.AddSession("erik@example.com", caller, age: TimeSpan.FromMinutes(10));
        using var context = _portal.Open();
        foreach (var outcome in outcomes)
        {
            var record = _portal.AddRecord(session, ++_sequence, "{}", outcome: outcome);
            context.Records.Where(row => row.Position == record.Position).ExecuteUpdate(set => set
                .SetProperty(row => row.Direction, RecordDirection.Request).SetProperty(row => row.From, RecordOrigin.Client).SetProperty(row => row.Tool, tool));
        }
    }

    private IRenderedComponent<TicketPage> Open(ApprovalTicket ticket) => _portal.Render<TicketPage>(parameters => parameters.Add(page => page.Id, ticket.Id));

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : IComponent => page.FindAll("button").Single(button => button.TextContent.Contains(text, StringComparison.Ordinal));

    // A change may come within a pause of the one before: the clock is moved on in small steps until what is expected shows.
    private async Task UntilAsync(Action assertion)
    {
        for (var step = 0; ; step++)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception exception) when (step < 400 && (exception is Xunit.Sdk.XunitException or ElementNotFoundException))
            {
                _portal.Clock.Advance(TimeSpan.FromMilliseconds(25));
                await Task.Delay(TimeSpan.FromMilliseconds(20), Xunit.TestContext.Current.CancellationToken);
            }
        }
    }

    private async Task ChangeAsync(ApprovalTicket ticket, TicketState state)
    {
        await using var context = _portal.Open();
        await context.ApprovalTickets.Where(row => row.Id == ticket.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state));
        _portal.Clock.Advance(TimeSpan.FromSeconds(1));
        ticket.State = state;
        _portal.Announce(ticket);
    }

    private async Task<ApprovalTicket> StoredAsync(ApprovalTicket ticket)
    {
        await using var context = _portal.Open();
        return await context.Ticket(ticket.Id).SingleAsync();
    }
}
