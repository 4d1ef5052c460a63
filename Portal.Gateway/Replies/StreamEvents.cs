using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Logging;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Replies;

/// <summary>
/// Passes events that are no JSON-RPC messages, such as <c>ping</c>, a time stamp or <c>[DONE]</c>: masked as text and recorded,
/// or left out and recorded. They never end a stream.
/// </summary>
internal sealed partial class StreamEvents(ReplyMasking masking, ExchangeRecorder recorder, ILogger<StreamEvents> logger)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ReadOnlyMemory<byte> NotKept =
        """{"event":{"note":"An event that could not be read or masked was left out."}}"""u8.ToArray();

    /// <summary>Masks and records an event.</summary>
    /// <param name="exchange">What it belongs to.</param>
    /// <param name="raw">The event.</param>
    /// <param name="data">Its data, which is no message.</param>
    /// <param name="progress">The stream it came in.</param>
    /// <returns>What passes to the client; empty when it is left out.</returns>
    /// <exception cref="ReplyException">It cannot be recorded.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReleaseAsync(
        Exchange exchange,
        ReadOnlyMemory<byte> raw,
        EventData data,
        StreamProgress progress
    )
    {
        // Unreadable to us is not unreadable to everybody: what may be a message to a lenient client does not pass.
        progress.HasDroppedMessage |= data.IsMessage && (data.LooksLikeMessage || !Utf8.IsValid(data.Text.Span));
        if (await MaskAsync(exchange, data, progress) is not { } masked)
        {
            await RecordAsync(exchange, MaskedMessage.Untouched(NotKept), RecordOutcome.Error);
            return default;
        }

        if (data.LooksLikeMessage || data.HasBrokenName || masked.Wire.IsBlocked)
        {
            await RecordAsync(exchange, masked.Recorded, masked.Wire.IsBlocked ? RecordOutcome.Denied : RecordOutcome.Error);
            return default;
        }

        if (masked.Wire.Count > 0 || masked.Recorded.Count > 0 || !progress.IsHeartbeat(raw.Span))
        {
            await RecordAsync(exchange, masked.Recorded with { Released = masked.Wire.Released }, RecordOutcome.Ok, data.Id);
        }

        var (name, text) = masked.Wire.Count == 0 ? (data.Name, data.Text) : Read(masked.Wire);
        return masking.Rewrite(exchange, raw, data, text.Span, name);
    }

    private async ValueTask RecordAsync(Exchange exchange, MaskedMessage recorded, RecordOutcome outcome, string? eventId = null)
    {
        if (!await recorder.RecordEventAsync(exchange, recorded, outcome, eventId))
        {
            throw ReplyException.Unrecorded();
        }
    }

    // Within a message of the portal's own, so that text is masked, counted and followed from event to event as in any other
    // message.
    private async ValueTask<(MaskedMessage Wire, MaskedMessage Recorded)?> MaskAsync(
        Exchange exchange,
        EventData data,
        StreamProgress progress
    )
    {
        if (!Utf8.IsValid(data.Text.Span))
        {
            return null;
        }

        try
        {
            return masking.MaskOne(exchange, JsonOf(data), progress);
        }
        catch (MaskingException exception)
        {
            LogMaskingFailed(
                logger,
                exchange.Server,
                exception.InnerException?.GetType().Name,
                exception.InnerException?.StackTrace
            );
            await recorder.MaskingFailedAsync("An event of a server's stream could not be masked; it was left out.");
            return null;
        }
    }

    private static ReadOnlyMemory<byte> JsonOf(EventData data)
    {
        var json = new ArrayBufferWriter<byte>(data.Text.Length + 64);
        using var writer = new Utf8JsonWriter(json, Plain);
        writer.WriteStartObject();
        writer.WriteStartObject("event"u8);
        writer.WriteString("name"u8, data.Name);
        writer.WriteString("data"u8, data.Text.Span);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return json.WrittenMemory;
    }

    private static (string Name, ReadOnlyMemory<byte> Text) Read(MaskedMessage masked)
    {
        using var json = JsonDocument.Parse(masked.Json);
        var read = json.RootElement.GetProperty("event"u8);
        return (read.GetProperty("name"u8).GetString()!, Encoding.UTF8.GetBytes(read.GetProperty("data"u8).GetString()!));
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The masking engine failed on an event of {Server} that is no message, which is left out: {Type}\n{Stack}"
    )]
    private static partial void LogMaskingFailed(ILogger logger, string server, string? type, string? stack);
}
