using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Masking;
using Portal.Gateway.Recording;
using Portal.Gateway.Routing;
using Portal.Gateway.ServerRequests;

namespace Portal.Gateway.Replies;

/// <summary>Releases a reply that is one JSON text: read whole, masked, recorded, sent.</summary>
internal sealed class JsonReply(
    ReplyMasking masking,
    TaskReplies tasks,
    ServerRequestReview requests,
    ReplyHeaders headers,
    ErrorReply error,
    ExchangeRecorder recorder,
    ServerTimeouts timeouts,
    IOptions<GatewayOptions> options
)
{
    private const int FirstBuffer = 4096;

    private readonly int _maxBytes = options.Value.MaxReplyBytes;

    /// <exception cref="ReplyException">It may not be released.</exception>
    public async Task ReleaseAsync(HttpContext http, Exchange exchange, HttpResponseMessage reply, ReplyBody body)
    {
        ReadOnlyMemory<byte> json = await ReadAsync(
            exchange,
            reply.Content.Headers.ContentLength ?? 0,
            body,
            http.RequestAborted
        );
        if (json.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            await EmptyReply.ReleaseAsync(http, exchange);
            return;
        }

        var review = await tasks.ReviewAsync(exchange, json, http.RequestAborted);
        var masked = await RecordAsync(exchange, reply, body, review);
        exchange.IsClosed = true;
        await SendAsync(http, exchange, reply, masked);
    }

    // The answer is an array of its own: a record may still wait for its commit when the call has long ended.
    private async Task<byte[]> ReadAsync(Exchange exchange, long expected, ReplyBody body, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(expected + 1, FirstBuffer, _maxBytes + 1L));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeouts.Of(exchange.Server));
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }

                var read = await body.Stream.ReadAsync(buffer.AsMemory(length), patience.Token);
                length += read;
                if (length > _maxBytes)
                {
                    throw ReplyException.Unmaskable(
                        $"The server's reply is larger than {_maxBytes} bytes (Gateway:MaxReplyBytes); it is withheld. Ask for "
                            + "less at a time."
                    );
                }

                if (read == 0)
                {
                    return buffer.AsSpan(0, length).ToArray();
                }
            }
        }
        catch (InvalidDataException)
        {
            throw ReplyException.Unmaskable("The server's reply cannot be unpacked; it is withheld.");
        }
        catch (Exception exception)
            when (exception is IOException or HttpRequestException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw ReplyException.CutOff();
        }
        finally
        {
            // The reply was there before it was masked.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, _maxBytes + 1L));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }

    private async Task<ReadOnlyMemory<byte>> RecordAsync(
        Exchange exchange,
        HttpResponseMessage reply,
        ReplyBody body,
        ReviewedReply review
    )
    {
        var json = review.Json;
        List<MaskedReply> replies;
        try
        {
            replies = masking.Mask(exchange, json, progress: null);
        }
        catch (MessageRefusedException exception)
        {
            throw ReplyException.Unmaskable($"The server's reply is withheld. {exception.Message}");
        }
        catch (JsonException)
        {
            throw reply.IsSuccessStatusCode
                ? ReplyException.Unmaskable(
                    "The server's reply is not a JSON-RPC message, so it cannot be masked; it is withheld."
                )
                : new ReplyException(error.Of(exchange, (int)reply.StatusCode, body.MediaType, json, isWhole: true));
        }

        if (review.IsLeftOut)
        {
            throw await recorder.RecordLeftOutAsync(exchange, replies)
                ? ReplyException.NotForCaller()
                : ReplyException.Unrecorded();
        }

        (replies, var denied) = requests.Judge(exchange, replies, json);
        if (denied is not null)
        {
            throw await recorder.RecordLeftOutAsync(exchange, replies, denied.Rule)
                ? ReplyException.Denied(denied.Rule, denied.Reason)
                : ReplyException.Unrecorded();
        }

        if (replies.Exists(reply => reply.Wire.IsBlocked))
        {
            throw await recorder.RecordWithheldAsync(exchange, replies)
                ? ReplyException.Withheld(replies.Find(reply => reply.Wire.IsBlocked).Wire)
                : ReplyException.Unrecorded();
        }

        replies.ForEach(reply => exchange.Session.Protocol = reply.Envelope.ProtocolVersion ?? exchange.Session.Protocol);
        return await recorder.RecordReplyAsync(exchange, replies)
            ? masking.Join(json, replies)
            : throw ReplyException.Unrecorded();
    }

    private async Task SendAsync(HttpContext http, Exchange exchange, HttpResponseMessage reply, ReadOnlyMemory<byte> masked)
    {
        if (exchange.HeldStream is { } stream)
        {
            await stream.MessageAsync(masked, http.RequestAborted);
            return;
        }

        var response = http.Response;
        var trailers = reply.TrailingHeaders.Any() && response.SupportsTrailers();
        response.ContentType = "application/json";
        response.ContentLength = trailers ? null : masked.Length;
        await response.Body.WriteAsync(masked, http.RequestAborted);
        if (trailers)
        {
            headers.AppendTrailers(exchange, reply, response);
        }
    }
}
