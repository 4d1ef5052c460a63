using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Approvals;
using Portal.Data.Approvals;
using Portal.Data.Servers;
using Portal.Gateway.Callers;
using Portal.Gateway.Masking;
using Portal.Gateway.Notifications;
using Portal.Gateway.Routing;

namespace Portal.Tests.Components;

/// <summary>What people see of a server's request that is held: what it is, in the place of a tool.</summary>
public sealed class ServerRequestTicketTests : IDisposable
{
    private readonly PortalContext _portal = new();

    public static TheoryData<string, string> Requests => new()
    {
        { "elicitation/create", "Server asks the client's user" },
        { "sampling/createMessage", "Server asks the client's model" },
    };

    public void Dispose() => _portal.Dispose();

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Ticket_OfAServersRequest_SaysWhatTheServerAsks(string method, string said)
    {
        await _portal.SeatAsync(TimeSpan.FromMinutes(1), PortalRoles.Approver);
        var ticket = Add(method);

        var page = _portal.Render<TicketPage>(parameters => parameters.Add(one => one.Id, ticket.Id));

        page.WaitForAssertion(() => Assert.Contains(said, page.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Contains("What the server asks", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Which city?", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("What this caller did before", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("version 0", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("/policies/", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Row_OfAServersRequest_SaysWhatTheServerAsks(string method, string said)
    {
        await _portal.SeatAsync(TimeSpan.FromMinutes(1), PortalRoles.Approver);

        var row = _portal.Render<TicketRow>(parameters => parameters.Add(one => one.Ticket, Add(method)).Add(one => one.Decides, true));

        Assert.Contains(said, row.Find(".open").TextContent, StringComparison.Ordinal);
        Assert.All(row.FindAll(".row-actions a"), link => Assert.Contains(said, link.GetAttribute("aria-label"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Notice_OfAServersRequest_SaysWhatTheServerAsks(string method, string said)
    {
        var notice = TicketNotice.Of(Add(method), NotificationEvent.Requested, "https://portal.example.com/approvals/x", new MessageMasker());

        Assert.Equal("A server's request waits for approval", notice.Title);
        Assert.Equal(("Request", said), notice.Facts.First());
        Assert.Equal(method, (string?)StandardPayload.Of(notice, _portal.Clock.GetUtcNow())["data"]!["method"]);
    }

    [Fact]
    public async Task Approval_OfAServersRequest_CountsWhileTheServersSettingHolds()
    {
        await _portal.SeatAsync(TimeSpan.FromMinutes(1), PortalRoles.Approver);
        var ticket = Add("elicitation/create");
        var rules = _portal.Services.GetRequiredService<Portal.Gateway.Approvals.TicketRules>();
        var before = rules.IsCurrent(ticket);

        await SetAsync(ServerRequestSetting.Hold);
        var held = rules.IsCurrent(ticket);
        await SetAsync(ServerRequestSetting.Allow);

        Assert.Equal((false, true, false), (before, held, rules.IsCurrent(ticket)));
    }

    private async Task SetAsync(ServerRequestSetting setting) => Assert.Empty(await _portal.Services.GetRequiredService<ServerRegistry>().SaveAsync(
        new ServerDefinition("payments", "http://127.0.0.1:7001/mcp", ServerDefinition.NoHeaders) { Elicitation = setting }, keepHeaders: false, Xunit.TestContext.Current.CancellationToken));

    private ApprovalTicket Add(string method) => _portal.AddTicket(method, """{"message":"Which city?"}""", ticket =>
    {
        (ticket.Method, ticket.Rule, ticket.RuleVersion, ticket.Condition, ticket.WindowMinutes) = (method, "server setting: elicitation", 0, null, 0);
    });
}
