using System.Text.Json;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.ServerRequests;

/// <summary>Lets pass, holds or refuses what a server asks of its client in a stream.</summary>
internal sealed class StreamRequests(
    ServerRequestReview review,
    RequestHolder holder,
    ServerAnswers answers,
    ExchangeRecorder recorder
)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxReplyDepth };

    /// <summary>Judges the messages of an event.</summary>
    /// <param name="exchange">What they belong to.</param>
    /// <param name="replies">The messages.</param>
    /// <param name="json">The text, as it came.</param>
    /// <param name="holds">The stream.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The messages, with the hosts of the pages that they name; and whether they may pass.</returns>
    /// <exception cref="ReplyException">The stream may not go on.</exception>
    public async ValueTask<(List<MaskedReply> Replies, bool Pass)> JudgeAsync(
        Exchange exchange,
        List<MaskedReply> replies,
        ReadOnlyMemory<byte> json,
        StreamHolds holds,
        CancellationToken cancellationToken
    )
    {
        (replies, var verdict) = review.Judge(exchange, replies, json);
        NoteCancelled(replies, json, holds);

        // What a masking policy withholds is withheld, whatever people would say.
        if (verdict is null || (verdict.Holds && replies.Exists(reply => reply.Wire.IsBlocked)))
        {
            return (replies, true);
        }

        if (
            verdict.Holds
            && replies is [{ Envelope: { Id: not null, Method: not null } } asked]
            && ServerRequestReview.IsAsking(asked.Envelope.Method)
        )
        {
            verdict = await holder.HoldAsync(exchange, asked, json[asked.Place], verdict, holds);
        }

        if (verdict is not null)
        {
            await DenyAsync(exchange, replies, verdict, holds.Route, cancellationToken);
        }

        return (replies, false);
    }

    // A server that waits for an answer gets one. A result that asks for something has nobody waiting: the call itself is
    // refused.
    private async Task DenyAsync(
        Exchange exchange,
        List<MaskedReply> replies,
        ServerRequestVerdict denied,
        AnswerRoute route,
        CancellationToken cancellationToken
    )
    {
        if (!await recorder.RecordLeftOutAsync(exchange, replies, denied.Rule))
        {
            throw ReplyException.Unrecorded();
        }

        foreach (
            var reply in replies.Where(reply =>
                reply.Envelope.Id is not null && ServerRequestReview.IsAsking(reply.Envelope.Method)
            )
        )
        {
            await answers.RefuseAsync(exchange, reply.Envelope, route, denied.Reason, cancellationToken);
        }

        if (!replies.TrueForAll(reply => reply.Envelope.Method is not null))
        {
            throw ReplyException.Denied(denied.Rule, denied.Reason);
        }
    }

    // The client hears of it too, and does not know the request: it takes no notice (MCP 2025-11-25, Cancellation).
    private static void NoteCancelled(List<MaskedReply> replies, ReadOnlyMemory<byte> json, StreamHolds holds)
    {
        foreach (var reply in replies.Where(reply => reply.Envelope.Method == "notifications/cancelled"))
        {
            if (CancelledBy(json[reply.Place]) is { } id)
            {
                holds.Cancel(id);
            }
        }
    }

    private static string? CancelledBy(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var message = JsonDocument.Parse(json, Options);
            return
                message.RootElement.TryGetProperty("params", out var parameters)
                && parameters.ValueKind == JsonValueKind.Object
                && parameters.TryGetProperty("requestId", out var id)
                ? id.GetRawText()
                : null;
        }
        catch (InvalidOperationException)
        {
            // A name with a lone surrogate.
            return null;
        }
    }
}
