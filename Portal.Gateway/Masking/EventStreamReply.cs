using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Data.Sessions;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;
using Portal.Gateway.Routing;

namespace Portal.Gateway.Masking;

/// <summary>Releases an SSE stream event by event: each is masked in place, recorded and sent at once; nothing waits for the stream's end.</summary>
internal sealed partial class EventStreamReply(
    ReplyMasking masking,
    ExchangeRecorder recorder,
    LegacyEndpoint legacyEndpoint,
    ServerRegistry servers,
    IOptions<GatewayOptions> options,
    TimeProvider time,
    ILogger<EventStreamReply> logger)
{
    private readonly int _maxBytes = options.Value.MaxReplyBytes;

    /// <exception cref="ReplyException">Its first event may not be released.</exception>
    public async Task ReleaseAsync(HttpContext http, Exchange exchange, ReplyBody body)
    {
        var response = http.Response;
        response.ContentLength = null;
        if (body.IsUnpacked)
        {
            response.Headers.ContentEncoding = default;
        }

        // The client learns at once that the stream is open, however long the first event takes.
        await response.StartAsync(http.RequestAborted);
        await response.Body.FlushAsync(http.RequestAborted);

        var progress = new StreamProgress(exchange);
        using var reader = new SseEventReader(body.Stream, _maxBytes);
        try
        {
            while (await reader.ReadAsync(http.RequestAborted) is { IsComplete: true } next)
            {
                exchange.Session!.Touch(time.GetUtcNow());
                await ReleaseAsync(http, exchange, next, progress);
            }
        }
        catch (ReplyException exception)
        {
            await BreakOffAsync(http, exchange, exception.Refusal, progress);
            return;
        }
        catch (InvalidDataException)
        {
            await BreakOffAsync(http, exchange, ReplyException.Unmaskable(
                $"An event of the server's stream cannot be read, or is larger than {_maxBytes} bytes (Gateway:MaxReplyBytes); the stream ends here.").Refusal, progress);
            return;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException && !http.RequestAborted.IsCancellationRequested)
        {
            await BreakOffAsync(http, exchange, ReplyException.CutOff().Refusal, progress);
            return;
        }

        await CloseAsync(exchange, progress);
    }

    private async Task ReleaseAsync(HttpContext http, Exchange exchange, SseEvent next, StreamProgress progress)
    {
        var data = EventData.Read(next.Raw.Span);
        progress.HasIds |= data.HasId;
        var released = data switch
        {
            { Json.Length: 0 } => masking.Rewrite(exchange, next.Raw, data, default),
            { IsEndpoint: true } when exchange.Messages.Count == 0 => WrapEndpoint(exchange, data),
            _ => await RecordAsync(exchange, next.Raw, data, progress),
        };
        await http.Response.Body.WriteAsync(released, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    private async Task<ReadOnlyMemory<byte>> RecordAsync(Exchange exchange, ReadOnlyMemory<byte> raw, EventData data, StreamProgress progress)
    {
        List<MaskedReply> replies;
        try
        {
            replies = masking.Mask(exchange, data.Json, progress);
        }
        catch (MaskingException exception)
        {
            LogMaskingFailed(logger, exchange.Server, exception.InnerException?.GetType().Name, exception.InnerException?.StackTrace);
            throw ReplyException.MaskingFailed();
        }
        catch (JsonException)
        {
            throw ReplyException.Unmaskable("An event of the server's stream is not valid JSON, so it cannot be masked; the stream ends here.");
        }

        if (replies.Find(reply => reply.Wire.IsBlocked) is { Wire.IsBlocked: true } blocked)
        {
            return await WithholdAsync(exchange, replies, blocked);
        }

        replies.ForEach(reply => exchange.Session!.Protocol = reply.Envelope.ProtocolVersion ?? exchange.Session.Protocol);
        if (!await recorder.RecordReplyAsync(exchange, replies))
        {
            throw ReplyException.Unrecorded();
        }

        replies.ForEach(reply => progress.Note(reply.Envelope));
        return masking.Rewrite(exchange, raw, data, ReplyMasking.Join(data.Json, replies).Span);
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

    // Revision 2024-11-05 only: the address messages go to must be the gateway's.
    private ReadOnlyMemory<byte> WrapEndpoint(Exchange exchange, EventData data) =>
        servers.Find(exchange.Server) is { } server && legacyEndpoint.Wrap(exchange, server.Url, Encoding.UTF8.GetString(data.Json.Span)) is { } wrapped
            ? Encoding.UTF8.GetBytes($"event: endpoint\ndata: {wrapped}\n\n")
            : throw ReplyException.Unmaskable("The server names an address for messages that is not its own; the stream ends here.");

    // What cannot go on is said in an event of the portal's own, unless the client can resume the stream and would take it for the final answer.
    private async Task BreakOffAsync(HttpContext http, Exchange exchange, Refusal refusal, StreamProgress progress)
    {
        var answer = RefusalJson.Write(exchange, refusal);
        var pending = progress.IsAwaitingResponse;
        if (refusal.Code != GatewayError.RecordingUnavailable)
        {
            await recorder.RecordRefusalAsync(exchange, refusal, answer);
        }

        exchange.IsClosed = true;
        if (!pending || (progress.HasIds && refusal.Code == GatewayError.ServerUnreachable))
        {
            http.Abort();
            return;
        }

        var output = new ArrayBufferWriter<byte>(answer.Length + 32);
        output.Write("event: message\ndata: "u8);
        output.Write(answer.Span);
        output.Write("\n\n"u8);
        await http.Response.Body.WriteAsync(output.WrittenMemory, http.RequestAborted);
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
