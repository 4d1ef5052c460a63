using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Gateway.Configuration;

namespace Portal.Gateway.Notifications;

/// <summary>
/// Represents what is still to be sent, in the database: it survives a restart, and of several replicas one sends.
/// </summary>
internal sealed class NotificationOutbox(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    private const int MostAtOnce = 200;

    // How far clocks of replicas may differ, and how long a change may take from its time stamp to its commit.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    // By then whoever is sending has given up, or is gone.
    private static readonly TimeSpan Lease = WebhookClient.Patience + TimeSpan.FromSeconds(20);

    /// <summary>
    /// From when on a receiver has to be told of decisions: since it was told anything last; from now on when it never was.
    /// </summary>
    public async Task<DateTimeOffset> StartAsync(WebhookOptions webhook, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var receiver = webhook.Fingerprint;
        var last = await context
            .ApprovalNotifications.Where(row => row.Webhook == receiver)
            .MaxAsync(row => (DateTimeOffset?)row.Created, cancellationToken);
        var now = time.GetUtcNow();
        return last < now ? last.Value : now;
    }

    /// <summary>
    /// Writes down what a receiver has to be told and was not: of every pending ticket, and of those that ended since a time.
    /// </summary>
    /// <returns>Since when to look the next time.</returns>
    public async Task<DateTimeOffset> PlanAsync(WebhookOptions webhook, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var from = (since < now ? since : now) - Overlap;
        if (webhook.Takes(NotificationEvent.Requested))
        {
            await PlanAsync(
                context,
                webhook,
                NotificationEvent.Requested,
                context.ApprovalTickets.Where(ticket => ticket.State == TicketState.Pending),
                cancellationToken
            );
        }

        if (webhook.Takes(NotificationEvent.Decided))
        {
            await PlanAsync(
                context,
                webhook,
                NotificationEvent.Decided,
                context.ApprovalTickets.Where(ticket => ticket.State != TicketState.Pending && ticket.Decided > from),
                cancellationToken
            );
        }

        return now;
    }

    /// <summary>Messages that are due, the oldest first; each is then sent by whoever takes it first.</summary>
    public async Task<IReadOnlyList<ApprovalNotification>> DueAsync(
        WebhookOptions webhook,
        int most,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var receiver = webhook.Fingerprint;
        var now = time.GetUtcNow();

        // What lies further ahead than anything is ever put off was written before the clock was set back.
        var beyond = now + RetrySchedule.Longest + Lease;
        return await context
            .ApprovalNotifications.AsNoTracking()
            .Where(row => row.Webhook == receiver && row.Done == null && (row.Due <= now || row.Due > beyond))
            .OrderBy(row => row.Due)
            .Take(most)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Whether there is anything that was neither sent nor given up.</summary>
    public async Task<bool> IsOpenAsync(WebhookOptions webhook, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var receiver = webhook.Fingerprint;
        return await context.ApprovalNotifications.AnyAsync(
            row => row.Webhook == receiver && row.Done == null,
            cancellationToken
        );
    }

    /// <summary>Takes a message, for as long as sending may take; false when somebody else has it.</summary>
    public async Task<bool> TakeAsync(ApprovalNotification row, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var until = time.GetUtcNow() + Lease;
        var due = row.Due;
        return await context
                .ApprovalNotifications.Where(one => one.Id == row.Id && one.Done == null && one.Due == due)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(one => one.Due, until).SetProperty(one => one.Attempts, one => one.Attempts + 1),
                    cancellationToken
                ) == 1;
    }

    /// <summary>The ticket a message is about, without its arguments.</summary>
    public async Task<ApprovalTicket> TicketAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Ticket(id).WithoutLargeTexts().SingleAsync(cancellationToken);
    }

    /// <summary>Writes down that a message is done with.</summary>
    public Task EndAsync(Guid id, string result)
    {
        var now = time.GetUtcNow();
        return UpdateAsync(id, set => set.SetProperty(row => row.Done, now).SetProperty(row => row.Result, result));
    }

    /// <summary>Writes down when to try again.</summary>
    public Task PutOffAsync(Guid id, TimeSpan wait, string result)
    {
        var due = time.GetUtcNow() + wait;
        return UpdateAsync(id, set => set.SetProperty(row => row.Due, due).SetProperty(row => row.Result, result));
    }

    private async Task PlanAsync(
        PortalDbContext context,
        WebhookOptions webhook,
        NotificationEvent notification,
        IQueryable<ApprovalTicket> tickets,
        CancellationToken cancellationToken
    )
    {
        var receiver = webhook.Fingerprint;
        while (true)
        {
            var missing = await tickets
                .Where(ticket =>
                    !context.ApprovalNotifications.Any(row =>
                        row.TicketId == ticket.Id && row.Webhook == receiver && row.Event == notification
                    )
                )
                .OrderBy(ticket => ticket.Changed)
                .Select(ticket => ticket.Id)
                .Take(MostAtOnce)
                .ToListAsync(cancellationToken);
            if (missing.Count == 0)
            {
                return;
            }

            await AddAsync(context, missing.ConvertAll(id => New(id, receiver, notification)), cancellationToken);
        }
    }

    private static async Task AddAsync(
        PortalDbContext context,
        List<ApprovalNotification> rows,
        CancellationToken cancellationToken
    )
    {
        context.ApprovalNotifications.AddRange(rows);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (rows.Count > 1)
        {
            // Another replica has planned some of them; the rest goes one by one.
            foreach (var row in rows)
            {
                context.ChangeTracker.Clear();
                await AddAsync(context, [row], cancellationToken);
            }
        }
        catch (DbUpdateException)
            when (context.ApprovalNotifications.Any(row =>
                    row.TicketId == rows[0].TicketId && row.Webhook == rows[0].Webhook && row.Event == rows[0].Event
                )
            )
        {
            // This one.
        }

        context.ChangeTracker.Clear();
    }

    private ApprovalNotification New(Guid ticket, string receiver, NotificationEvent notification)
    {
        var now = time.GetUtcNow();
        return new ApprovalNotification
        {
            Id = Guid.CreateVersion7(now),
            TicketId = ticket,
            Webhook = receiver,
            Event = notification,
            Created = now,
            Due = now,
        };
    }

    private async Task UpdateAsync(
        Guid id,
        Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<ApprovalNotification>> set
    )
    {
        await using var context = await contexts.CreateDbContextAsync();
        await context.ApprovalNotifications.Where(row => row.Id == id && row.Done == null).ExecuteUpdateAsync(set);
    }
}
