using Microsoft.AspNetCore.Http;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Replies;

/// <summary>
/// Chooses how a reply is released by what it is: nothing, an event stream, an acknowledgement, JSON, or something that no client
/// of the gateway reads.
/// </summary>
internal sealed class ReplyReleases(
    JsonReply json,
    EventStreamReply eventStream,
    AcknowledgementReply acknowledgement,
    ErrorReply error,
    TimeProvider time
)
{
    /// <exception cref="ReplyException">It may not be released.</exception>
    /// <exception cref="Masking.MaskingException">Masking failed; nothing of it may pass.</exception>
    public async Task ReleaseAsync(HttpContext http, Exchange exchange, HttpResponseMessage reply)
    {
        using var body = await ReplyBody.OpenAsync(reply, http.RequestAborted);
        if (body is null)
        {
            await EmptyReply.ReleaseAsync(http, exchange);
        }
        else if (AcknowledgementReply.Is(http.Request, exchange, reply, body))
        {
            await acknowledgement.ReleaseAsync(http, exchange, body);
        }
        else if (body.Fault is { } fault)
        {
            throw ReplyException.Unmaskable(fault);
        }
        else if (body.IsEventStream)
        {
            await eventStream.ReleaseAsync(http, exchange, body);
        }
        else if (body.IsJson)
        {
            await json.ReleaseAsync(http, exchange, reply, body);
        }
        else
        {
            await ReleaseOtherAsync(http, exchange, reply, body);
        }
    }

    private async Task ReleaseOtherAsync(HttpContext http, Exchange exchange, HttpResponseMessage reply, ReplyBody body)
    {
        var (bytes, isWhole) = await body.ReadBeginningAsync(
            reply.IsSuccessStatusCode ? 0 : ErrorReply.MaxBytes,
            time,
            http.RequestAborted
        );
        if (bytes.IsEmpty && isWhole)
        {
            await EmptyReply.ReleaseAsync(http, exchange);
            return;
        }

        throw reply.IsSuccessStatusCode
            ? ReplyException.Unmaskable(
                $"The server answered with {ReplyBody.Shown(body.MediaType)}, which the gateway cannot read and mask; the "
                    + "reply is withheld."
            )
            : new ReplyException(error.Of(exchange, (int)reply.StatusCode, body.MediaType, bytes, isWhole));
    }
}
