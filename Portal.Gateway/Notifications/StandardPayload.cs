using System.Text.Json.Nodes;
using Portal.Data.Approvals;

namespace Portal.Gateway.Notifications;

/// <summary>The payload of Standard Webhooks.</summary>
internal static class StandardPayload
{
    public static JsonObject Of(TicketNotice notice, DateTimeOffset happened) =>
        new()
        {
            ["type"] = notice.Event == NotificationEvent.Requested ? "approval.requested" : "approval.decided",
            ["timestamp"] = Text(happened),
            ["data"] = new JsonObject
            {
                ["ticket"] = notice.Ticket.ToString(),
                ["url"] = notice.Link,
                ["state"] = notice.State,
                ["caller"] = new JsonObject { ["kind"] = notice.CallerKind, ["name"] = notice.Caller },
                ["server"] = notice.Server,
                ["method"] = notice.Method,
                ["tool"] = notice.Tool,
                ["rule"] = notice.Rule,
                ["ruleVersion"] = notice.RuleVersion,
                ["condition"] = notice.Condition,
                ["quorum"] = notice.Quorum,
                ["approvals"] = notice.Approvals,
                ["breakGlass"] = notice.BreakGlass,
                ["created"] = Text(notice.Created),
                ["expires"] = Text(notice.Expires),
                ["decided"] = notice.Decided is { } decided ? Text(decided) : null,
            },
        };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
}
