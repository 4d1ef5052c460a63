using System.Text.Json.Nodes;

namespace Portal.Gateway.Notifications;

/// <summary>
/// A message of Slack's Block Kit. Values stand in code spans, where Slack's mrkdwn formats nothing, with <c>&amp; &lt; &gt;</c>
/// escaped, which begin mentions and links.
/// </summary>
internal static class SlackPayload
{
    public static JsonObject Of(TicketNotice notice) =>
        new()
        {
            // What notifications show, and clients without blocks.
            ["text"] = $"{notice.Title}: {Escape(notice.Subject)} on {Escape(notice.Server)}",
            ["unfurl_links"] = false,
            ["unfurl_media"] = false,
            ["blocks"] = new JsonArray(
                new JsonObject { ["type"] = "header", ["text"] = Plain(notice.Title) },
                new JsonObject
                {
                    ["type"] = "section",
                    ["fields"] = new JsonArray([.. notice.Facts.Select(fact => Field(fact.Name, fact.Value))]),
                },
                new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray(Button(notice.Link)) }
            ),
        };

    private static JsonObject Field(string name, string value) =>
        new()
        {
            ["type"] = "mrkdwn",
            ["text"] = $"*{name}*\n`{Escape(value).Replace('`', 'ˋ')}`",
            ["verbatim"] = true,
        };

    private static JsonObject Button(string url) =>
        new()
        {
            ["type"] = "button",
            ["action_id"] = "open",
            ["text"] = Plain("Open in the portal"),
            ["url"] = url,
        };

    private static JsonObject Plain(string text) =>
        new()
        {
            ["type"] = "plain_text",
            ["text"] = text,
            ["emoji"] = false,
        };

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
