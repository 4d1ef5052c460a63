using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Replies;

/// <summary>
/// Releases what a server answers where nobody waits for a message: to notifications, to the client's answers, to DELETE, and to
/// everything that is posted in the HTTP+SSE transport, which answers on its stream. The status passes; a body, which clients do
/// not read, is recorded masked and dropped, whatever it holds.
/// </summary>
internal sealed partial class AcknowledgementReply(
    ReplyMasking masking,
    ExchangeRecorder recorder,
    TimeProvider time,
    ILogger<AcknowledgementReply> logger
)
{
    /// <summary>Most bytes of a body that are read and recorded.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Whether the answer to a request is an acknowledgement.</summary>
    public static bool Is(HttpRequest request, Exchange exchange, HttpResponseMessage reply, ReplyBody body) =>
        reply.IsSuccessStatusCode
        && !HttpMethods.IsGet(request.Method)
        && (
            !exchange.AwaitsResponse
            || LegacyEndpoint.IsUsedBy(request)
            || (reply.StatusCode == System.Net.HttpStatusCode.Accepted && !body.IsJson && !body.IsEventStream)
        );

    /// <exception cref="ReplyException">The body cannot be recorded.</exception>
    public async Task ReleaseAsync(HttpContext http, Exchange exchange, ReplyBody body)
    {
        var (bytes, isWhole) = await body.ReadBeginningAsync(MaxBytes, time, http.RequestAborted);
        if (bytes.Length > 0 && !await RecordAsync(exchange, http.Response.StatusCode, body.MediaType, bytes, isWhole))
        {
            throw ReplyException.Unrecorded();
        }

        await EmptyReply.ReleaseAsync(http, exchange);
    }

    private async ValueTask<bool> RecordAsync(
        Exchange exchange,
        int status,
        string mediaType,
        ReadOnlyMemory<byte> bytes,
        bool isWhole
    ) =>
        await recorder.RecordControlAsync(
            exchange,
            "portal/acknowledged",
            RecordOutcome.Ok,
            ("status", status.ToString(CultureInfo.InvariantCulture)),
            ("mediaType", ReplyBody.Shown(mediaType)),
            ("body", await MaskedTextAsync(exchange, bytes, isWhole)),
            ("note", isWhole ? null : "The body went on; the rest was not read.")
        );

    // It reaches nobody, so what is no text or cannot be masked is no reason to refuse anything: nothing of it is kept.
    private async ValueTask<string> MaskedTextAsync(Exchange exchange, ReadOnlyMemory<byte> bytes, bool isWhole)
    {
        if (PlainText.Read(bytes.Span, isWhole) is not { } text)
        {
            return $"[not kept: {bytes.Length} bytes that are no text in UTF-8]";
        }

        try
        {
            return masking.MaskText(exchange, text);
        }
        catch (MaskingException exception)
        {
            LogMaskingFailed(
                logger,
                exchange.Server,
                exception.InnerException?.GetType().Name,
                exception.InnerException?.StackTrace
            );
            await recorder.MaskingFailedAsync("The body of an acknowledgement could not be masked; nothing of it is kept.");
            return "[not kept: it could not be masked]";
        }
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The masking engine failed on the body of an acknowledgement of {Server}, which is not kept: {Type}\n{Stack}"
    )]
    private static partial void LogMaskingFailed(ILogger logger, string server, string? type, string? stack);
}
