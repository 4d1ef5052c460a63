using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Approvals;
using Portal.Data.Approvals;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.SignIn;
using Xunit;

namespace Portal.Tests.Components;

/// <summary>One held call: what is shown of it, and deciding on it.</summary>
public sealed class TicketPageTests : IDisposable
{
    private const string Reason = "agreed with finance, FIN-2231";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(6);

    private readonly PortalContext _portal = new();
    private long _sequence;

    public void Dispose() => _portal.Dispose();

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
        Assert.Equal(TicketState.Pending, (await _portal.StoredAsync(ticket)).State);
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
        Assert.Equal(TicketState.Pending, (await _portal.StoredAsync(ticket)).State);
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
        Assert.Equal(TicketState.Pending, (await _portal.StoredAsync(ticket)).State);
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
        await ApprovalContext.Button(page, "Withdraw…").ClickAsync();
        await ApprovalContext.Button(page, "Withdraw the call").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("The call is withdrawn.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(TicketState.Withdrawn, (await _portal.StoredAsync(ticket)).State);
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

    [Theory]
    [InlineData(6)]
    [InlineData(-1)]
    public async Task Ticket_FreshSignInWantedAndOldOrFromTheFuture_AsksForThePasswordAndKeepsTheReason(int minutesAgo)
    {
        await _portal.SeatAsync(TimeSpan.FromMinutes(minutesAgo), PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var ticket = _portal.AddTicket(change: ticket => ticket.Reauthenticate = true);
        var confirm = _portal.JSInterop.Setup<string>("portalApprovals.confirm", _ => true);
        var page = Open(ticket);
        page.WaitForElement("#decision-reason").Input(Reason);

        confirm.SetResult("refused");
        await page.Find("[data-key=a]").ClickAsync();
        Assert.Contains("password is wrong", page.Find("#decision-password-hint .fault").TextContent, StringComparison.Ordinal);
        Assert.Equal(Reason, page.Find("#decision-reason").GetAttribute("value"));
        Assert.Equal(TicketState.Pending, (await _portal.StoredAsync(ticket)).State);

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

        Assert.Contains("too old in the meantime", page.Find("#decision-password-hint .fault").TextContent, StringComparison.Ordinal);
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
        await ApprovalContext.Button(page, "Break the glass and approve").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("Approved by break-glass", page.Markup, StringComparison.Ordinal));
        Assert.True((await _portal.StoredAsync(ticket)).BrokeGlass);
    }

    [Fact]
    public async Task Ticket_DecidedByAnother_ShowsItAtOnce()
    {
        await _portal.SeatAsync(Fresh, PortalRoles.Approver);
        await _portal.SavePolicyAsync(ApprovalContext.Rule);
        var ticket = _portal.AddTicket();
        var page = Open(ticket);
        page.WaitForElement("#decision-reason").Input("I was about to say");

        await _portal.ChangeAsync(ticket, TicketState.Denied);

        await _portal.UntilAsync(() => Assert.Contains("What became of it", page.Markup, StringComparison.Ordinal));
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
        await ApprovalContext.Button(page, "Raw").ClickAsync();

        Assert.InRange(page.Markup.Length, 1, 100_000);
        Assert.Contains("Show 20,000 more of", page.Markup, StringComparison.Ordinal);
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
}
