using System.Collections.Concurrent;
using Portal.Gateway.Journal;

namespace Portal.Gateway.Notifications;

/// <summary>
/// Says that approvers are not told of held calls, once a receiver has not taken several messages in a row, and that they are
/// again.
/// </summary>
internal sealed class WebhookHealth(ControlFailures failures)
{
    private const int Tolerated = 2;

    private readonly ConcurrentDictionary<int, int> _failed = new();

    /// <summary>Notes what came of a message.</summary>
    /// <param name="index">Which webhook of the configuration.</param>
    /// <param name="host">Its host; the rest of its address may be a secret.</param>
    /// <param name="answer">What came of it.</param>
    public async Task NoteAsync(int index, string host, WebhookAnswer answer)
    {
        if (!answer.IsTaken)
        {
            if (_failed.AddOrUpdate(index, 1, (_, count) => count + 1) > Tolerated)
            {
                await failures.FailedAsync(
                    PortalControls.Notifications,
                    $"Webhook {index} ({host}) does not take notices of held calls: {answer.Result}."
                );
            }
        }
        else if (_failed.TryRemove(index, out _) && !_failed.Values.Any(count => count > Tolerated))
        {
            await failures.RestoredAsync(PortalControls.Notifications, $"Webhook {index} ({host}) took a notice.");
        }
    }
}
