using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Data.Sessions;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Replies;

/// <summary>Releases an SSE stream event by event: each is masked in place, recorded and sent at once; nothing waits for the stream's end.</summary>
internal sealed partial class EventStreamReply(
    ReplyMasking masking,
    ExchangeRecorder recorder,
    StreamEvents otherEvents,
    ClientEventStreams streams,
    EndpointEvent endpoint,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<EventStreamReply> logger)
{
    private readonly int _maxBytes = options.Value.MaxReplyBytes;

    /// <exception cref="ReplyException">Its first event may not be released.</exception>
    public async Task ReleaseAsync(HttpContext http, Exchange exchange, ReplyBody body)
    {
        if (exchange.HeldStream is { } held)
        {
            await ReleaseAsync(http, exchange, body, held.Events);
            return;
        }

        await using var client = await streams.StartAsync(http.Response, http.RequestAborted);
        await ReleaseAsync(http, exchange, body, client);
    }

    private async Task ReleaseAsync(HttpContext http, Exchange exchange, ReplyBody body, ClientEventStream client)
    {
        var progress = new StreamProgress(exchange);
        if (await CopyAsync(exchange, body, client, progress, http.RequestAborted) is { } refusal)
        {
            await BreakOffAsync(http, exchange, refusal, client, progress);
        }
        else if (progress is { IsAwaitingResponse: true, HasDroppedMessage: true })
        {
            await BreakOffAsync(http, exchange, ReplyException.Unmaskable("The server's answer is not valid JSON, so it cannot be masked; it was left out of the stream.").Refusal, client, progress);
        }
        else
        {
            await CloseAsync(exchange, progress);
        }
    }

    // Until the stream ends; the refusal when it may not go on.
    private async Task<Refusal?> CopyAsync(Exchange exchange, ReplyBody body, ClientEventStream client, StreamProgress progress, CancellationToken cancellationToken)
    {
        using var reader = new SseEventReader(body.Stream, _maxBytes);
        using var budget = streams.Budget(cancellationToken);
        try
        {
            while (await reader.ReadAsync(budget.Token) is { IsComplete: true } next)
            {
                if (budget.Note(next.Raw.Length) is { } spent)
                {
                    return spent;
                }

                exchange.Session!.Touch(time.GetUtcNow());
                var released = await MaskAndRecordAsync(exchange, next.Raw, progress);
                if (!released.IsEmpty)
                {
                    await client.WriteAsync(released, cancellationToken);
                }
            }

            return null;
        }
        catch (ReplyException exception)
        {
            return exception.Refusal;
        }
        catch (Exception) when (budget.IsOver && !cancellationToken.IsCancellationRequested)
        {
            return budget.TimeIsOver;
        }
        catch (InvalidDataException)
        {
            return ReplyException.Unmaskable(
                $"An event of the server's stream cannot be read, or is larger than {_maxBytes} bytes (Gateway:MaxReplyBytes); the stream ends here.").Refusal;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            return ReplyException.CutOff().Refusal;
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> MaskAndRecordAsync(Exchange exchange, ReadOnlyMemory<byte> raw, StreamProgress progress)
    {
        var data = EventData.Read(raw.Span);
        progress.HasIds |= data.Id is not null;
        if (data.Text.IsEmpty)
        {
            return await recorder.RecordEventIdAsync(exchange, data.Id) ? masking.Rewrite(exchange, raw, data, default) : throw ReplyException.Unrecorded();
        }

        return data.IsEndpoint && exchange.Messages.Count == 0 ? endpoint.Wrap(exchange, data)
            : !data.HasBrokenName && Mask(exchange, data, progress) is { } replies ? await RecordAsync(exchange, raw, data, replies, progress)
            : await otherEvents.ReleaseAsync(exchange, raw, data, progress);
    }

    // Null where it is no message.
    private List<MaskedReply>? Mask(Exchange exchange, EventData data, StreamProgress progress)
    {
        try
        {
            return masking.Mask(exchange, data.Text, progress);
        }
        catch (MaskingException exception)
        {
            LogMaskingFailed(logger, exchange.Server, exception.InnerException?.GetType().Name, exception.InnerException?.StackTrace);
            throw ReplyException.MaskingFailed();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> RecordAsync(Exchange exchange, ReadOnlyMemory<byte> raw, EventData data, List<MaskedReply> replies, StreamProgress progress)
    {
        if (replies.Find(reply => reply.Wire.IsBlocked) is { Wire.IsBlocked: true } blocked)
        {
            return await WithholdAsync(exchange, replies, blocked);
        }

        replies.ForEach(reply => exchange.Session!.Protocol = reply.Envelope.ProtocolVersion ?? exchange.Session.Protocol);
        if (!await recorder.RecordReplyAsync(exchange, replies, data.Id))
        {
            throw ReplyException.Unrecorded();
        }

        if (data.IsMessage)
        {
            replies.ForEach(reply => progress.Note(reply.Envelope));
        }

        return masking.Rewrite(exchange, raw, data, ReplyMasking.Join(data.Text, replies).Span);
    }

    // Nobody waits for a notification: it is left out and the stream goes on. Anything else ends it with the reason.
    private async Task<ReadOnlyMemory<byte>> WithholdAsync(Exchange exchange, List<MaskedReply> replies, MaskedReply blocked)
    {
        if (!await recorder.RecordWithheldAsync(exchange, replies))
        {
            throw ReplyException.Unrecorded();
        }

        return replies.TrueForAll(reply => reply.Envelope is { Id: null, Method: not null }) ? default : throw ReplyException.Withheld(blocked.Wire);
    }

    // What cannot go on is said in an event of the portal's own, unless the client can resume the stream and would take it for the final answer. A client that
    // has its answer needs no more: a reset could overtake what it has not read yet.
    private async Task BreakOffAsync(HttpContext http, Exchange exchange, Refusal refusal, ClientEventStream client, StreamProgress progress)
    {
        var answer = RefusalJson.Write(exchange, refusal);
        if (refusal.Code != GatewayError.RecordingUnavailable)
        {
            await recorder.RecordRefusalAsync(exchange, refusal, answer);
        }

        exchange.IsClosed = true;
        if (!progress.IsAwaitingResponse && refusal.Code != GatewayError.LimitExceeded)
        {
            return;
        }

        if (progress.HasIds && refusal.Code == GatewayError.ServerUnreachable)
        {
            http.Abort();
            return;
        }

        var output = new ArrayBufferWriter<byte>(answer.Length + 32);
        output.Write("event: message\ndata: "u8);
        output.Write(answer.Span);
        output.Write("\n\n"u8);
        await client.WriteAsync(output.WrittenMemory, http.RequestAborted);
    }

    private async Task CloseAsync(Exchange exchange, StreamProgress progress)
    {
        if (exchange.Messages.Count == 0 || progress.IsAwaitingResponse)
        {
            await recorder.RecordControlAsync(exchange, "portal/stream-closed", RecordOutcome.Ok, ("by", "server"));
        }

        exchange.IsClosed = true;
    }

    // Messages of exceptions may quote what passed; type and stack say enough.
    [LoggerMessage(Level = LogLevel.Critical, Message = "The masking engine failed on a reply of {Server}, which is withheld: {Type}\n{Stack}")]
    private static partial void LogMaskingFailed(ILogger logger, string server, string? type, string? stack);
}
