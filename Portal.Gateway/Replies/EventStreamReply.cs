using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Portal.Data.Sessions;
using Portal.Gateway.Authorization;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Limits;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;
using Portal.Gateway.ServerRequests;

namespace Portal.Gateway.Replies;

/// <summary>
/// Releases an SSE stream event by event: each is masked in place, recorded and sent at once; nothing waits for the stream's end.
/// </summary>
internal sealed class EventStreamReply(
    StreamMessages messages,
    ExchangeRecorder recorder,
    ClientEventStreams streams,
    StreamBudgets budgets,
    IOptions<GatewayOptions> options,
    TimeProvider time
)
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
        var headers = http.Request.Headers;
        var holds = new StreamHolds(client, http.RequestAborted)
        {
            Route = new AnswerRoute(headers[McpHeaders.SessionId], headers[McpHeaders.ProtocolVersion]),
        };
        var progress = new StreamProgress(exchange, holds);
        try
        {
            await ReleaseAsync(http, exchange, body, client, progress);
        }
        finally
        {
            await holds.CloseAsync();
        }
    }

    private async Task ReleaseAsync(
        HttpContext http,
        Exchange exchange,
        ReplyBody body,
        ClientEventStream client,
        StreamProgress progress
    )
    {
        if (await CopyAsync(exchange, body, client, progress, http.RequestAborted) is { } refusal)
        {
            await BreakOffAsync(http, exchange, refusal, client, progress);
        }
        else if (progress is { IsAwaitingResponse: true, HasDroppedMessage: true })
        {
            await BreakOffAsync(
                http,
                exchange,
                ReplyException
                    .Unmaskable("The server's answer is not valid JSON, so it cannot be masked; it was left out of the stream.")
                    .Refusal,
                client,
                progress
            );
        }
        else
        {
            await CloseAsync(exchange, progress);
        }
    }

    // Until the stream ends; the refusal when it may not go on.
    private async Task<Refusal?> CopyAsync(
        Exchange exchange,
        ReplyBody body,
        ClientEventStream client,
        StreamProgress progress,
        CancellationToken cancellationToken
    )
    {
        using var reader = new SseEventReader(body.Stream, _maxBytes);
        using var budget = budgets.Begin(cancellationToken);
        try
        {
            while (await reader.ReadAsync(budget.Token) is { IsComplete: true } next)
            {
                if (budget.Note(next.Raw.Length) is { } spent)
                {
                    return spent;
                }

                exchange.Session.Touch(time.GetUtcNow());
                var released = await messages.ReleaseAsync(exchange, next.Raw, progress, cancellationToken);
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
            return ReplyException
                .Unmaskable(
                    $"An event of the server's stream cannot be read, or is larger than {_maxBytes} bytes "
                        + "(Gateway:MaxReplyBytes); the stream ends here."
                )
                .Refusal;
        }
        catch (Exception) when (exchange.CutOff is not null && !exchange.Left.IsCancellationRequested)
        {
            return exchange.CutOff;
        }
        catch (Exception exception)
            when (exception is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            return ReplyException.CutOff().Refusal;
        }
    }

    // What cannot go on is said in an event of the portal's own, unless the client can resume the stream and would take it for
    // the final answer. A client that has its answer needs no more: a reset could overtake what it has not read yet.
    private async Task BreakOffAsync(
        HttpContext http,
        Exchange exchange,
        Refusal refusal,
        ClientEventStream client,
        StreamProgress progress
    )
    {
        var answer = RefusalJson.Write(exchange, refusal);
        if (refusal.Code != GatewayError.RecordingUnavailable)
        {
            await recorder.RecordRefusalAsync(exchange, refusal, answer, progress.IsAwaitingResponse || exchange.CutOff is null);
        }

        exchange.IsClosed = true;
        if (!progress.IsAwaitingResponse && refusal.Code != GatewayError.LimitExceeded)
        {
            return;
        }

        if (progress.HasIds && refusal.Code == GatewayError.ServerUnreachable && exchange.CutOff is null)
        {
            http.Abort();
            return;
        }

        var output = new ArrayBufferWriter<byte>(answer.Length + 32);
        output.Write("event: message\ndata: "u8);
        output.Write(answer.Span);
        output.Write("\n\n"u8);
        await SayAsync(http, exchange, client, output.WrittenMemory);
    }

    // A client that does not read must not keep a stream open that was cut off.
    private static async Task SayAsync(HttpContext http, Exchange exchange, ClientEventStream client, ReadOnlyMemory<byte> text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(exchange.Left);
        if (exchange.CutOff is not null)
        {
            patience.CancelAfter(RevalidationMiddleware.Farewell);
        }

        try
        {
            await client.WriteAsync(text, patience.Token);
        }
        catch (OperationCanceledException) when (exchange.CutOff is not null)
        {
            http.Abort();
        }
    }

    private async Task CloseAsync(Exchange exchange, StreamProgress progress)
    {
        if (exchange.Messages.Count == 0 || progress.IsAwaitingResponse)
        {
            await recorder.RecordControlAsync(exchange, "portal/stream-closed", RecordOutcome.Ok, ("by", "server"));
        }

        exchange.IsClosed = true;
    }
}
