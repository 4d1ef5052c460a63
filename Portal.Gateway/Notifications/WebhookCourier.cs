using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Portal.Data.Approvals;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Notifications;

/// <summary>
/// Tells one receiver what there is to tell, in its own time: a receiver that is slow or gone keeps neither calls nor other
/// receivers waiting.
/// </summary>
internal sealed partial class WebhookCourier(int index, WebhookOptions webhook, NotificationParts parts)
{
    private const int MostAtOnce = 20;
    private const int Parallel = 4;

    private static readonly TimeSpan WhileSomethingIsOpen = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WhileNothingIs = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(1);
    private DateTimeOffset? _since;

    /// <summary>Says that a ticket has changed.</summary>
    public void Wake() => _news.Writer.TryWrite(true);

    /// <summary>Works until the portal stops.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var pause = WhileSomethingIsOpen;
            try
            {
                pause = await WorkAsync(cancellationToken) ? WhileSomethingIsOpen : WhileNothingIs;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database is away, most likely; what is to be told stands in it.
                LogFailed(parts.Logger, index, exception.GetType().Name);
            }

            await RestAsync(pause, cancellationToken);
        }
    }

    private async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        _since ??= await parts.Outbox.StartAsync(webhook, cancellationToken);
        _since = await parts.Outbox.PlanAsync(webhook, _since.Value, cancellationToken);
        var due = await parts.Outbox.DueAsync(webhook, MostAtOnce, cancellationToken);
        await System.Threading.Tasks.Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            SendAsync
        );
        return due.Count > 0 || await parts.Outbox.IsOpenAsync(webhook, cancellationToken);
    }

    private async ValueTask SendAsync(ApprovalNotification row, CancellationToken cancellationToken)
    {
        if (await parts.Delivery.SendAsync(webhook, row, cancellationToken) is { } answer)
        {
            if (!answer.IsTaken)
            {
                LogNotTaken(parts.Logger, index, webhook.Host, row.TicketId, answer.Result);
            }

            await parts.Health.NoteAsync(index, webhook.Host, answer);
        }
    }

    private async Task RestAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(pause, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _news.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing new.
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Webhook {Index}: what is to be told could not be read or written: {Type}"
    )]
    private static partial void LogFailed(ILogger logger, int index, string type);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Webhook {Index} ({Host}) did not take a notice of ticket {Ticket}: {Result}"
    )]
    private static partial void LogNotTaken(ILogger logger, int index, string host, Guid ticket, string result);
}
