using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Portal.Data.Sessions;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Takes the answers to questions that the portal asked for itself. They are recorded, masked, stored on the ticket and never
/// forwarded: the server did not ask.
/// </summary>
internal sealed class JustificationMiddleware(
    RequestDelegate next,
    JustificationRequests questions,
    JustificationIntake intake,
    ExchangeRecorder recorder,
    Refusals refusals
)
{
    private static readonly Refusal NotAsked = new(
        StatusCodes.Status404NotFound,
        GatewayError.InvalidRequest,
        "The portal asked this session no such question, or it is answered or over.",
        RecordOutcome.Denied
    )
    {
        KeepsStatus = true,
    };

    private static readonly Refusal Batched = new(
        StatusCodes.Status400BadRequest,
        GatewayError.InvalidRequest,
        "Answer a question of the portal's own alone, not in a batch.",
        RecordOutcome.Denied
    )
    {
        KeepsStatus = true,
    };

    public Task InvokeAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        return exchange.Messages.Any(message => IdOf(message) is not null) ? TakeAsync(context, exchange) : next(context);
    }

    private async Task TakeAsync(HttpContext context, Exchange exchange)
    {
        var message = exchange.Messages[0];
        if (exchange.Messages.Count > 1)
        {
            await refusals.RefuseAsync(context, Batched);
        }
        else if (questions.Take(IdOf(message)!, exchange) is not { } ticket)
        {
            await refusals.RefuseAsync(context, NotAsked);
        }
        else if (!await recorder.RecordRequestAsync(exchange, RecordOutcome.Ok, exchange.Rule))
        {
            await refusals.RefuseAsync(context, Refusals.Unrecorded);
        }
        else
        {
            exchange.IsRecorded = true;
            await intake.StoreAsync(exchange, message, ticket);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            exchange.IsClosed = true;
        }
    }

    // The id of a question of ours, as it was given, however its JSON is spelt; null for anything else.
    private static string? IdOf(ClientMessage message) =>
        message is { Kind: MessageKind.Response, Id: ['"', ..] }
        && JsonSerializer.Deserialize<string>(message.Id) is { } id
        && id.StartsWith(JustificationRequests.Prefix, StringComparison.Ordinal)
            ? id
            : null;
}
