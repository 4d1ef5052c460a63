using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Portal.Data.Sessions;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Limits;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;
using Portal.Gateway.Threads;

namespace Portal.Gateway.Inspection;

/// <summary>
/// Reads what the client sent, whole and strictly, before anything acts on it: headers that go on, and the body. Only a POST has
/// a body.
/// </summary>
internal sealed class InspectionMiddleware(
    RequestDelegate next,
    HeaderInspection headers,
    BodyDeadline deadline,
    LargeMessages large,
    Refusals refusals,
    IOptions<GatewayOptions> options
)
{
    private static readonly InspectionFault UnexpectedBody = new(
        StatusCodes.Status400BadRequest,
        GatewayError.InvalidRequest,
        "Only a POST has a body; send messages by POST."
    );

    private const int TakenAtOnce = 64 * 1024;

    private readonly int _maxBytes = options.Value.MaxRequestBytes;

    public async Task InvokeAsync(HttpContext context)
    {
        var fault = headers.Read(context)
            ?? (HttpMethods.IsPost(context.Request.Method) ? await ReadAsync(context) : await RefuseBodyAsync(context));
        if (fault is not null)
        {
            await RefuseAsync(context, fault);
            return;
        }

        await next(context);
    }

    // RFC 9110, 9.3.1 and 9.3.5: content of a GET or DELETE has no meaning, but there are servers that act on it.
    private async Task<InspectionFault?> RefuseBodyAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > 0 || (request.ContentLength is null && await deadline.WithinAsync(context, HasBodyAsync)))
        {
            return UnexpectedBody;
        }

        RequestBody.Clear(request);
        return null;
    }

    private static async Task<bool> HasBodyAsync(HttpContext context, CancellationToken cancellationToken) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false }
        && await context.Request.Body.ReadAsync(new byte[1], cancellationToken) > 0;

    private async Task<InspectionFault?> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        )
        {
            return new InspectionFault(
                StatusCodes.Status415UnsupportedMediaType,
                GatewayError.InvalidRequest,
                "The Content-Type must be application/json in UTF-8; send the header Content-Type: application/json."
            );
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            return new InspectionFault(
                StatusCodes.Status415UnsupportedMediaType,
                GatewayError.InvalidRequest,
                "Content-Encoding is not supported; send the JSON as it is."
            );
        }

        if (await deadline.WithinAsync(context, ReadBodyAsync) is not { } body)
        {
            return new InspectionFault(
                StatusCodes.Status413PayloadTooLarge,
                GatewayError.InvalidRequest,
                $"The body is larger than {_maxBytes} bytes."
            );
        }

        var (fault, messages, isBatch) = await large.RunAsync(body.Length, () =>
            (ClientMessageReader.Read(body, out var read, out var several), read, several)
        );
        if (fault is not null)
        {
            return fault;
        }

        if (isBatch && BatchFault(request) is { } batchFault)
        {
            return batchFault;
        }

        foreach (var message in messages)
        {
            if (HeaderChecks.Check(request.Headers, message) is { } mismatch)
            {
                // The id is known by now, and the client wants it back.
                SetMessages(context, messages, isBatch);
                return mismatch;
            }
        }

        SetMessages(context, messages, isBatch);
        RequestBody.Set(request, Exchange.Of(context), body);
        return null;
    }

    private static void SetMessages(HttpContext context, IReadOnlyList<ClientMessage> messages, bool isBatch)
    {
        var exchange = Exchange.Of(context);
        exchange.Messages = messages;
        exchange.IsBatch = isBatch;
    }

    // A request without the header speaks 2025-03-26, the one revision with batches; the session may know better and is asked
    // later.
    private static InspectionFault? BatchFault(HttpRequest request)
    {
        var version = request.Headers[McpHeaders.ProtocolVersion];
        return version.Count == 0 || version == McpRevisions.WithBatches
            ? null
            : new InspectionFault(
                StatusCodes.Status400BadRequest,
                GatewayError.InvalidRequest,
                "This protocol revision has no batches; send one message a request."
            );
    }

    private async Task<byte[]?> ReadBodyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // Ours is the limit; Kestrel's counts the framing of chunks too, and would cut the answer off while the rest is on
            // its way.
            limit.MaxRequestBodySize = null;
        }

        if (request.ContentLength > _maxBytes)
        {
            return null;
        }

        if (request.ContentLength is { } length)
        {
            return await ReadBodyAsync(request.Body, (int)length, cancellationToken);
        }

        var buffer = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.GetMemory(4096), cancellationToken);
            buffer.Advance(read);
            if (buffer.WrittenCount > _maxBytes)
            {
                return null;
            }

            if (read == 0)
            {
                return buffer.WrittenSpan.ToArray();
            }
        }
    }

    // A length is a promise: memory for a large body is taken once it begins to arrive.
    private static async Task<byte[]> ReadBodyAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var body = new byte[Math.Min(length, TakenAtOnce)];
        await stream.ReadExactlyAsync(body, cancellationToken);
        if (length > TakenAtOnce)
        {
            Array.Resize(ref body, length);
            await stream.ReadExactlyAsync(body.AsMemory(TakenAtOnce), cancellationToken);
        }

        return body;
    }

    private Task RefuseAsync(HttpContext context, InspectionFault fault) =>
        refusals.RefuseAsync(
            context,
            new Refusal(fault.Status, fault.Code, fault.Message, RecordOutcome.Denied) { KeepsStatus = true }
        );
}
