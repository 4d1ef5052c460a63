using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Sessions;
using Portal.Data.Masking;
using Portal.Gateway.Callers;
using Xunit;

namespace Portal.Tests.Components;

public sealed class SessionsTests : IDisposable
{
    private readonly PortalContext _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public void SessionsPage_NoSessions_SaysWhatToDoNext()
    {
        _portal.SignIn(PortalRoles.Auditor);

        var page = _portal.Render<SessionsPage>();

        page.WaitForAssertion(() => Assert.Contains("No sessions yet", page.Markup, StringComparison.Ordinal));
        Assert.Equal("/connect", page.Find("a.button-primary").GetAttribute("href"));
    }

    [Fact]
    public void SessionsPage_FilterWithoutMatch_OffersToShowAll()
    {
        _portal.SignIn(PortalRoles.Auditor);
        _portal.AddSession();
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo("/sessions?server=other");

        var page = _portal.Render<SessionsPage>();

        page.WaitForAssertion(() => Assert.Contains("No session matches", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void SessionsPage_Auditor_SeesEveryCaller()
    {
        _portal.SignIn(PortalRoles.Auditor);
        _portal.AddSession("bo@example.com", Guid.NewGuid());

        var page = _portal.Render<SessionsPage>();

        page.WaitForAssertion(() => Assert.Contains("bo@example.com", page.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("#caller"));
    }

    [Fact]
    public void SessionsPage_Caller_SeesOwnSessionsOnly()
    {
        _portal.SignIn(PortalRoles.Caller);
        _portal.AddSession("bo@example.com", Guid.NewGuid());
        _portal.AddSession();

        var page = _portal.Render<SessionsPage>();

        page.WaitForAssertion(() => Assert.Contains("ada@example.com", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("bo@example.com", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#caller"));
    }

    [Fact]
    public void SessionsPage_DatabaseGone_SaysSoAndOffersRetry()
    {
        _portal.SignIn(PortalRoles.Auditor);
        _portal.BreakDatabase();

        var page = _portal.Render<SessionsPage>();

        page.WaitForAssertion(() => Assert.Contains("The sessions could not be read", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void SessionsPage_CardNumberInAddress_IsNotSearched()
    {
        _portal.SignIn(PortalRoles.Auditor);
        _portal.AddSession();
        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo("/sessions?text=4111-1111-1111-1111");

        var page = _portal.Render<SessionsPage>();

        page.WaitForAssertion(() => Assert.Contains("looks like a card number", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void SessionPage_OfAnotherCaller_DoesNotExist()
    {
        _portal.SignIn(PortalRoles.Caller);
        var session = _portal.AddSession("bo@example.com", Guid.NewGuid());

        var page = _portal.Render<SessionPage>(parameters => parameters.Add(p => p.Id, session.Id));

        page.WaitForAssertion(() => Assert.Contains("This session does not exist", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("bo@example.com", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void SessionPage_OpenedMessage_ShowsPayloadAsTextWithItsMask()
    {
        _portal.SignIn(PortalRoles.Auditor);
        var session = _portal.AddSession();
        _portal.AddRecord(session, 1, """{"result":{"card":"411111******1111","note":"<img src=x onerror=alert(1)> \u202E"}}""", new MaskingLogEntry { Kind = "pan", Path = "$.result.card", Rule = "cardholder data", RuleVersion = 1, Action = "mask", Count = 1 });
        var page = _portal.Render<SessionPage>(parameters => parameters.Add(p => p.Id, session.Id));
        page.WaitForElement("button.message-line").Click();

        page.WaitForAssertion(() => Assert.Equal("411111******1111", page.Find(".json mark").TextContent));
        Assert.Empty(page.FindAll(".json img"));
        Assert.Contains("\\u202E", page.Find(".json").TextContent, StringComparison.Ordinal);
        Assert.Contains("pan · cardholder data", page.Find(".json .badge-mask").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PortalRoles.Admin, "pan", true)]
    [InlineData(PortalRoles.Admin, "cvv", false)]
    [InlineData(PortalRoles.Auditor, "pan", false)]
    public void SessionPage_MaskedValue_SaysWhyAndLeadsAuthorsToAnException(string role, string kind, bool leads)
    {
        _portal.SignIn(role, PortalRoles.Auditor);
        var session = _portal.AddSession();
        _portal.AddRecord(session, 1, """{"result":{"structuredContent":{"card":"411111******1111"}}}""", new MaskingLogEntry
        {
            Kind = kind, Path = "$.result.structuredContent.card", Rule = "cardholder data", RuleVersion = 1, Action = "mask", Count = 1, Why = "networkCheckDigit,fieldSaysCardNumber,ofALaterVersion",
        });
        var page = _portal.Render<SessionPage>(parameters => parameters.Add(p => p.Id, session.Id));
        page.WaitForElement("button.message-line").Click();

        page.WaitForAssertion(() => Assert.Equal(
            "Why: Issuer range, length and check digit match a card network · The field name says card number", page.Find(".masks .why").TextContent));
        Assert.Contains("The field name says card number", page.Find(".json .badge-mask").GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal(
            leads ? ["/policies/new?kind=exception&server=payments&tool=tool_1&field=$.card"] : [],
            page.FindAll(".masks a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void SessionPage_RecordOfAnEarlierVersion_HasNoReasons()
    {
        _portal.SignIn(PortalRoles.Auditor);
        var session = _portal.AddSession();
        _portal.AddRecord(session, 1, "{}", new MaskingLogEntry { Kind = "pan", Path = "$.a", Rule = "cardholder data", RuleVersion = 1, Action = "mask", Count = 1 });
        var page = _portal.Render<SessionPage>(parameters => parameters.Add(p => p.Id, session.Id));
        page.WaitForElement("button.message-line").Click();

        page.WaitForAssertion(() => Assert.Contains("$.a", page.Find(".masks").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".why"));
    }

    [Theory]
    [InlineData(Portal.Data.Sessions.RecordOrigin.Client, "tools/call")]
    [InlineData(Portal.Data.Sessions.RecordOrigin.Server, "resources/read")]
    public void MessageDetail_NoToolResult_LeadsToNoException(Portal.Data.Sessions.RecordOrigin from, string method)
    {
        _portal.SignIn(PortalRoles.Admin);
        var record = _portal.AddRecord(_portal.AddSession(), 1, "{}", new MaskingLogEntry { Kind = "pan", Path = "$.a", Rule = "cardholder data", RuleVersion = 1, Action = "mask", Count = 1, Why = "chipTag" });
        (record.From, record.Method) = (from, method);

        var detail = _portal.Render<MessageDetail>(parameters => parameters.Add(p => p.Record, record).Add(p => p.Server, "payments"));

        detail.WaitForAssertion(() => Assert.NotEmpty(detail.FindAll(".masks .why")));
        Assert.Empty(detail.FindAll(".masks a"));
    }

    [Theory]
    [InlineData("elicitation/create", "Server asks the client's user")]
    [InlineData("sampling/createMessage", "Server asks the client's model")]
    public void MessageRow_OfAServersRequest_SaysWhomItAsksWhereAndWhatBecameOfIt(string method, string label)
    {
        var record = new Portal.Data.Sessions.Record
        {
            From = Portal.Data.Sessions.RecordOrigin.Server,
            Direction = Portal.Data.Sessions.RecordDirection.Request,
            Outcome = Portal.Data.Sessions.RecordOutcome.Denied,
            Method = method,
            Tool = "login.example.com",
        };

        var row = _portal.Render<MessageRow>(parameters => parameters.Add(p => p.Record, record));

        Assert.Equal(label, row.Find(".asks").TextContent);
        Assert.Contains("login.example.com", row.Markup, StringComparison.Ordinal);
        Assert.Contains("Denied", row.Markup, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void SessionPage_MoreThanAHundredMessages_ShowsTheRestOnDemand()
    {
        _portal.SignIn(PortalRoles.Auditor);
        var session = _portal.AddSession();
        for (var sequence = 1; sequence <= 105; sequence++)
        {
            _portal.AddRecord(session, sequence, "{}");
        }

        var page = _portal.Render<SessionPage>(parameters => parameters.Add(p => p.Id, session.Id));
        page.WaitForAssertion(() => Assert.Equal(100, page.FindAll("li.message").Count));
        page.FindAll("button.button-wide")[^1].Click();

        page.WaitForAssertion(() => Assert.Equal(105, page.FindAll("li.message").Count));
    }

    [Theory]
    [InlineData("105", 5)]
    [InlineData("3", 100)]
    [InlineData("0", 100)]
    [InlineData("9223372036854775807", 100)]
    public void SessionPage_PermalinkOfAMessage_OpensAtThePageItIsOn(string sequence, int shown)
    {
        _portal.SignIn(PortalRoles.Auditor);
        var session = _portal.AddSession();
        var stream = _portal.AddRecord(session, 1, "{}").Stream;
        for (var other = 2; other <= 105; other++)
        {
            _portal.AddRecord(session, other, "{}");
        }

        _portal.Services.GetRequiredService<NavigationManager>().NavigateTo($"/sessions/{session.Id}?message={stream:N}.{sequence}");

        var page = _portal.Render<SessionPage>(parameters => parameters.Add(p => p.Id, session.Id));

        page.WaitForAssertion(() => Assert.Equal(shown, page.FindAll("li.message").Count));
    }

    [Fact]
    public void SessionPage_RetentionHasDroppedThePayload_SaysSo()
    {
        _portal.SignIn(PortalRoles.Auditor);
        var session = _portal.AddSession();
        _portal.AddRecord(session, 1, "{}");
        using (var context = _portal.Open())
        {
            context.RecordPayloads.RemoveRange(context.RecordPayloads);
            context.SaveChanges();
        }

        var page = _portal.Render<SessionPage>(parameters => parameters.Add(p => p.Id, session.Id));
        page.WaitForElement("button.message-line").Click();

        page.WaitForAssertion(() => Assert.Contains("retention time is over", page.Markup, StringComparison.Ordinal));
    }
}
