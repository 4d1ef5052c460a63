using Microsoft.AspNetCore.Http;
using Portal.Data.Sessions;
using Portal.Data.Tasks;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Protocol;
using Portal.Gateway.Recording;

namespace Portal.Gateway.Tasks;

/// <summary>
/// Lets a caller ask for its own tasks only. Another caller's is answered as a server answers an unknown one (MCP 2025-11-25,
/// Tasks, Error Handling) and does not
/// reach the server. One's own is judged by the access rules of its tool from here on.
/// </summary>
internal sealed class TaskMiddleware(RequestDelegate next, TaskDirectory tasks, Refusals refusals)
{
    private static readonly Refusal Unknown = new(
        StatusCodes.Status404NotFound,
        GatewayError.InvalidParams,
        "Failed to retrieve task: Task not found",
        RecordOutcome.Denied
    );

    private static readonly Refusal Batched = new(
        StatusCodes.Status400BadRequest,
        GatewayError.InvalidRequest,
        "Send requests about tasks alone, not in a batch.",
        RecordOutcome.Denied
    );

    public Task InvokeAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        return exchange.Messages.Any(message => message.IsAboutTasks || message.MentionedTasks.Count > 0)
            ? CheckAsync(context, exchange)
            : next(context);
    }

    private async Task CheckAsync(HttpContext context, Exchange exchange)
    {
        if (exchange.IsBatch && exchange.Messages.Any(message => message.IsAboutTasks))
        {
            await refusals.RefuseAsync(context, Batched);
            return;
        }

        var messages = new List<ClientMessage>(exchange.Messages.Count);
        foreach (var message in exchange.Messages)
        {
            if (await CheckAsync(exchange, message, context.RequestAborted) is not { } known)
            {
                await refusals.RefuseAsync(context, Unknown);
                return;
            }

            messages.Add(known);
        }

        exchange.Messages = messages;
        await next(context);
    }

    // The message with its task's tool; null where it names a task that is not the caller's.
    private async ValueTask<ClientMessage?> CheckAsync(
        Exchange exchange,
        ClientMessage message,
        CancellationToken cancellationToken
    )
    {
        foreach (var mentioned in message.MentionedTasks)
        {
            // A task of the client's own is in nobody's name here; a subscription is to tasks of the server's only.
            var task = await tasks.FindAsync(exchange.Server, mentioned, cancellationToken);
            if (task is null ? message.Method == ClientMessage.Subscription : !IsOwn(exchange, task))
            {
                return null;
            }
        }

        if (!message.NamesTask)
        {
            return message;
        }

        return
            message.TaskId is { } id
            && await tasks.FindAsync(exchange.Server, id, cancellationToken) is { } own
            && IsOwn(exchange, own)
            ? message with
            {
                TaskTool = own.Tool,
            }
            : null;
    }

    private static bool IsOwn(Exchange exchange, TaskBinding task) => task.CallerId == exchange.Caller.Id;
}
