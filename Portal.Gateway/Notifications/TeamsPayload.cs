using System.Text.Json.Nodes;

namespace Portal.Gateway.Notifications;

/// <summary>
/// A message with an Adaptive Card as Teams workflows take it. Values are text runs: unlike text blocks and facts these know no
/// Markdown, so nothing in them is a link, a heading or a mention. Only the card's own date functions, <c>{{…}}</c>, are taken
/// apart.
/// </summary>
internal static class TeamsPayload
{
    public static JsonObject Of(TicketNotice notice) =>
        new()
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject
                {
                    ["contentType"] = "application/vnd.microsoft.card.adaptive",
                    ["contentUrl"] = null,
                    ["content"] = Card(notice),
                }
            ),
        };

    private static JsonObject Card(TicketNotice notice) =>
        new()
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = new JsonArray([
                new JsonObject
                {
                    ["type"] = "TextBlock",
                    ["text"] = notice.Title,
                    ["size"] = "Medium",
                    ["weight"] = "Bolder",
                    ["wrap"] = true,
                },
                .. notice.Facts.Select(fact => Fact(fact.Name, fact.Value)),
            ]),
            ["actions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Action.OpenUrl",
                    ["title"] = "Open in the portal",
                    ["url"] = notice.Link,
                }
            ),
        };

    private static JsonObject Fact(string name, string value) =>
        new()
        {
            ["type"] = "RichTextBlock",
            ["spacing"] = "Small",
            ["inlines"] = new JsonArray(
                Run(name + ": ", isBold: true),
                Run(value.Replace("{{", "{ {", StringComparison.Ordinal), isBold: false)
            ),
        };

    private static JsonObject Run(string text, bool isBold) =>
        new()
        {
            ["type"] = "TextRun",
            ["text"] = text,
            ["weight"] = isBold ? "Bolder" : "Default",
        };
}
