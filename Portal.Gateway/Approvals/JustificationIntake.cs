using System.Text.Json;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Policy;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Puts what a user answered on the ticket, masked, and announces it. Who declines, cancels or says nothing leaves the ticket as
/// it is.
/// </summary>
internal sealed class JustificationIntake(
    MessageMasker masker,
    MaskingProfileResolver profiles,
    TicketChanges changes,
    ApprovalFeed feed
)
{
    public async Task StoreAsync(Exchange exchange, ClientMessage message, Guid ticket)
    {
        var profile = profiles.ProfileFor(exchange.Caller, MaskingTargets.OfRequest(exchange, message));
        if (
            Read(masker.MaskForRecord(message.Json, profile).Json) is { } justification
            && await changes.JustifyAsync(ticket, justification) is { } changed
        )
        {
            feed.Announce(ApprovalNotice.Of(changed));
        }
    }

    private static string? Read(ReadOnlyMemory<byte> masked)
    {
        using var answer = JsonDocument.Parse(masked, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxRequestDepth });
        return
            answer.RootElement.TryGetProperty("result"u8, out var result)
            && result.ValueKind == JsonValueKind.Object
            && result.TryGetProperty("action"u8, out var action)
            && action.ValueKind == JsonValueKind.String
            && action.ValueEquals("accept"u8)
            && result.TryGetProperty("content"u8, out var content)
            && content.ValueKind == JsonValueKind.Object
            && content.TryGetProperty("justification"u8, out var text)
            && text.ValueKind == JsonValueKind.String
            && text.GetString()!.Trim() is { Length: > 0 } said
            ? ToolCall.Clip(said)
            : null;
    }
}
