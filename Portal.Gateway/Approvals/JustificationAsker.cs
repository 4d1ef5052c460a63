using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Approvals;

/// <summary>
/// Asks the user of a client why a held call is wanted: <c>elicitation/create</c> (MCP 2025-06-18 to 2025-11-25) as an event of
/// the held answer. The answer comes as a request of its own, to <see cref="JustificationMiddleware"/>.
/// </summary>
internal sealed class JustificationAsker(JustificationRequests questions, ExchangeRecorder recorder)
{
    private static readonly string[] Required = ["justification"];

    /// <summary>Asks, where the rule wants it and the client can; the id of the question, null when none was asked.</summary>
    public async Task<string?> AskAsync(HttpContext context, Exchange exchange, HeldCall held)
    {
        if (
            !held.AsksWhy
            || exchange.KnownSession?.CanElicit != true
            || !McpRevisions.HasElicitation(context.Request.Headers[McpHeaders.ProtocolVersion].ToString())
        )
        {
            return null;
        }

        var id = questions.Open(held.Ticket, exchange);
        var message = Question(id, held);
        try
        {
            // What cannot be recorded is not asked; the call waits all the same.
            if (await recorder.RecordQuestionAsync(exchange, "elicitation/create", message))
            {
                exchange.HeldStream ??= await HeldStream.StartAsync(context);
                await exchange.HeldStream.MessageAsync(message, context.RequestAborted);
                return id;
            }

            questions.Close(id);
            return null;
        }
        catch
        {
            questions.Close(id);
            throw;
        }
    }

    /// <summary>
    /// Closes a question when its call waits no longer, and tells a client whose user has not answered to ask no further.
    /// </summary>
    public async Task EndAsync(HttpContext context, Exchange exchange, string? id)
    {
        if (
            id is null
            || !questions.Close(id)
            || exchange.HeldStream is not { } stream
            || context.RequestAborted.IsCancellationRequested
        )
        {
            return;
        }

        try
        {
            await stream.MessageAsync(
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        jsonrpc = "2.0",
                        method = "notifications/cancelled",
                        @params = new { requestId = id, reason = "The call does not wait any longer." },
                    }
                ),
                context.RequestAborted
            );
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client has left.
        }
    }

    private static byte[] Question(string id, HeldCall held) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                jsonrpc = "2.0",
                id,
                method = "elicitation/create",
                @params = new
                {
                    message = $"The call to '{held.Tool}' waits for a person's approval (rule '{held.Rule}'). Why is it "
                        + "needed? Who decides reads your answer; put no card data or passwords in it.",
                    requestedSchema = new
                    {
                        type = "object",
                        properties = new
                        {
                            justification = new
                            {
                                type = "string",
                                title = "Reason",
                                description = "Why this call is needed",
                                minLength = 1,
                                maxLength = ToolCall.MaxJustification,
                            },
                        },
                        required = Required,
                    },
                },
            }
        );
}
