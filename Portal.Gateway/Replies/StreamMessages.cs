using System.Text.Json;
using Microsoft.Extensions.Logging;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Recording;
using Portal.Gateway.ServerRequests;

namespace Portal.Gateway.Replies;

/// <summary>
/// Releases what a stream brings, one event at a time: messages reviewed, masked and recorded, other events as <see
/// cref="StreamEvents"/> says.
/// </summary>
internal sealed partial class StreamMessages(
    ReplyMasking masking,
    TaskReplies tasks,
    StreamRequests requests,
    ExchangeRecorder recorder,
    StreamEvents otherEvents,
    EndpointEvent endpoint,
    ILogger<StreamMessages> logger
)
{
    /// <summary>Masks and records an event.</summary>
    /// <returns>What passes to the client; empty when nothing of it does.</returns>
    /// <exception cref="ReplyException">The stream may not go on.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReleaseAsync(
        Exchange exchange,
        ReadOnlyMemory<byte> raw,
        StreamProgress progress,
        CancellationToken cancellationToken
    )
    {
        var data = EventData.Read(raw.Span);
        progress.HasIds |= data.Id is not null;
        if (data.Text.IsEmpty)
        {
            return await recorder.RecordEventIdAsync(exchange, data.Id)
                ? masking.Rewrite(exchange, raw, data, default)
                : throw ReplyException.Unrecorded();
        }

        if (data.IsEndpoint && exchange.Messages.Count == 0)
        {
            var wrapped = endpoint.Wrap(exchange, data);
            progress.Holds.Route = progress.Holds.Route with { Address = endpoint.AddressOf(exchange, data) };
            return wrapped;
        }

        var review = await tasks.ReviewAsync(exchange, data.Text, cancellationToken);
        return !data.HasBrokenName && Mask(exchange, review.Json, progress) is { } replies
            ? await RecordAsync(exchange, raw, data, review, replies, progress, cancellationToken)
            : await otherEvents.ReleaseAsync(exchange, raw, data, progress);
    }

    // Null where it is no message.
    private List<MaskedReply>? Mask(Exchange exchange, ReadOnlyMemory<byte> json, StreamProgress progress)
    {
        try
        {
            return masking.Mask(exchange, json, progress);
        }
        catch (MaskingException exception)
        {
            LogMaskingFailed(
                logger,
                exchange.Server,
                exception.InnerException?.GetType().Name,
                exception.InnerException?.StackTrace
            );
            throw ReplyException.MaskingFailed();
        }
        catch (MessageRefusedException exception)
        {
            throw ReplyException.Unmaskable($"A message of the server's reply is withheld. {exception.Message}");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> RecordAsync(
        Exchange exchange,
        ReadOnlyMemory<byte> raw,
        EventData data,
        ReviewedReply review,
        List<MaskedReply> replies,
        StreamProgress progress,
        CancellationToken cancellationToken
    )
    {
        if (review.IsLeftOut)
        {
            return await recorder.RecordLeftOutAsync(exchange, replies)
                ? default(ReadOnlyMemory<byte>)
                : throw ReplyException.Unrecorded();
        }

        (replies, var pass) = await requests.JudgeAsync(exchange, replies, review.Json, progress.Holds, cancellationToken);
        if (!pass)
        {
            return default;
        }

        if (replies.Find(reply => reply.Wire.IsBlocked) is { Wire.IsBlocked: true } blocked)
        {
            return await WithholdAsync(exchange, replies, blocked);
        }

        replies.ForEach(reply => exchange.Session.Protocol = reply.Envelope.ProtocolVersion ?? exchange.Session.Protocol);
        if (!await recorder.RecordReplyAsync(exchange, replies, data.Id))
        {
            throw ReplyException.Unrecorded();
        }

        if (data.IsMessage)
        {
            replies.ForEach(reply => progress.Note(reply.Envelope));
        }

        return masking.Rewrite(exchange, raw, data, masking.Join(review.Json, replies).Span);
    }

    // Nobody waits for a notification: it is left out and the stream goes on. Anything else ends it with the reason.
    private async Task<ReadOnlyMemory<byte>> WithholdAsync(Exchange exchange, List<MaskedReply> replies, MaskedReply blocked)
    {
        if (!await recorder.RecordWithheldAsync(exchange, replies))
        {
            throw ReplyException.Unrecorded();
        }

        return replies.TrueForAll(reply => reply.Envelope is { Id: null, Method: not null })
            ? default
            : throw ReplyException.Withheld(blocked.Wire);
    }

    // Messages of exceptions may quote what passed; type and stack say enough.
    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The masking engine failed on a reply of {Server}, which is withheld: {Type}\n{Stack}"
    )]
    private static partial void LogMaskingFailed(ILogger logger, string server, string? type, string? stack);
}
