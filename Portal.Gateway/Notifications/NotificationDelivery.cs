using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Data.Approvals;
using Portal.Gateway.Configuration;
using Portal.Gateway.Masking;

namespace Portal.Gateway.Notifications;

/// <summary>Sends one message once and writes down what came of it.</summary>
internal sealed class NotificationDelivery(
    NotificationOutbox outbox,
    WebhookClient client,
    TicketLink links,
    MessageMasker masker
)
{
    private const string Overtaken = "overtaken";

    /// <summary>Sends it, unless somebody else does or it is too late to ask for anything; null then.</summary>
    public async Task<WebhookAnswer?> SendAsync(
        WebhookOptions webhook,
        ApprovalNotification row,
        CancellationToken cancellationToken
    )
    {
        if (!await outbox.TakeAsync(row, cancellationToken))
        {
            return null;
        }

        var ticket = await outbox.TicketAsync(row.TicketId, cancellationToken);
        if (row.Event == NotificationEvent.Requested && ticket.State != TicketState.Pending)
        {
            await outbox.EndAsync(row.Id, Overtaken);
            return null;
        }

        var answer = await client.SendAsync(webhook, row.Id.ToString(), BodyOf(webhook, row, ticket), cancellationToken);
        await SettleAsync(row, answer);
        return answer;
    }

    private Task SettleAsync(ApprovalNotification row, WebhookAnswer answer)
    {
        var attempts = row.Attempts + 1;
        return answer.IsTaken ? outbox.EndAsync(row.Id, answer.Result)
            : answer.IsFinal || attempts >= RetrySchedule.MaxAttempts ? outbox.EndAsync(row.Id, $"given up: {answer.Result}")
            : outbox.PutOffAsync(
                row.Id,
                RetrySchedule.After(attempts, Random.Shared.NextDouble(), answer.RetryAfter),
                answer.Result
            );
    }

    private byte[] BodyOf(WebhookOptions webhook, ApprovalNotification row, ApprovalTicket ticket)
    {
        var notice = TicketNotice.Of(ticket, row.Event, links.Make(ticket.Id), masker);
        JsonObject payload = webhook.Format switch
        {
            WebhookFormat.Slack => SlackPayload.Of(notice),
            WebhookFormat.Teams => TeamsPayload.Of(notice),
            _ => StandardPayload.Of(
                notice,
                row.Event == NotificationEvent.Requested ? ticket.Created : ticket.Decided ?? ticket.Changed
            ),
        };
        return JsonSerializer.SerializeToUtf8Bytes(payload);
    }
}
