using Bunit;
using Portal.Components.Approvals;
using Portal.Components.Sessions;
using Portal.Data.Approvals;

namespace Portal.Tests.Components;

/// <summary>No stored text fails a page: what is no JSON is shown as the text that it is.</summary>
public sealed class StoredTextTests : IDisposable
{
    private readonly PortalContext _portal = new();

    public static TheoryData<string> Texts { get; } = [.. Broken()];

    public void Dispose() => _portal.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public void MessageDetail_AnyText_IsShown(string text)
    {
        var record = _portal.AddRecord(_portal.AddSession(), 1, text);

        var detail = _portal.Render<MessageDetail>(parameters => parameters.Add(view => view.Record, record));

        detail.WaitForAssertion(() => Assert.NotNull(detail.Find("pre.raw")));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void ArgumentsView_AnyText_IsShown(string text)
    {
        var ticket = _portal.AddTicket(change: ticket => (ticket.Arguments, ticket.Parameters) = (text, text));

        var view = _portal.Render<ArgumentsView>(parameters => parameters.Add(one => one.Ticket, ticket));

        view.WaitForAssertion(() => Assert.NotEmpty(view.Markup));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void ApprovalPages_AnyText_AreShown(string text)
    {
        var ticket = _portal.AddTicket(change: ticket =>
            (ticket.Arguments, ticket.Condition, ticket.Justification, ticket.Rule, ticket.Tool, ticket.CallerName, ticket.TokenIssuerName, ticket.Record, ticket.State)
            = (text, text, text, text, text, text, text, text, TicketState.Denied));

        Assert.NotEmpty(_portal.Render<TicketRow>(parameters => parameters.Add(row => row.Ticket, ticket)).Markup);
        Assert.NotEmpty(_portal.Render<TicketFacts>(parameters => parameters.Add(facts => facts.Ticket, ticket)).Markup);
        Assert.NotEmpty(_portal.Render<SignedRecord>(parameters => parameters.Add(record => record.Ticket, ticket)).Markup);
    }

    private static IEnumerable<string> Broken() =>
    [
        "{\"broken", "411111******1111", "nul", "[1,", "{\"a\":\"\\ud800\"}", "{\"\\udc00\":1}", "{\"a\":{\"b\":[\"\\ud800\\ud800\"]}}", "{\"a\":\"{\\\"b\\\":\\\"\\\\ud800\\\"}\"}", "\"\\ud800\"", "\0\u202E",
        new string('[', 200) + new string(']', 200), "half \ud83d", "{\"a\":1,\"a\":2}", " ", "null", "{\"a\":1e9999}",
    ];
}
