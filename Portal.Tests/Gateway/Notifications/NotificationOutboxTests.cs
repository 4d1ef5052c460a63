using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.People;
using Portal.Gateway.Configuration;
using Portal.Gateway.Notifications;
using Portal.Tests.Gateway.Approvals;

namespace Portal.Tests.Gateway.Notifications;

public sealed class NotificationOutboxTests
{
    private static readonly WebhookOptions Hook = new() { Url = "https://hooks.example.com/a" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_PendingAndEndedTickets_OnceEach()
    {
        await using var services = await ApprovalServices.CreateAsync();
        var outbox = services.Get<NotificationOutbox>();
        var pending = await AddAsync(services, TicketState.Pending);
        var old = await AddAsync(services, TicketState.Denied, services.Clock.GetUtcNow().AddHours(-1));
        var since = await outbox.StartAsync(Hook, Cancel);
        var ended = await AddAsync(services, TicketState.Approved, services.Clock.GetUtcNow());

        since = await outbox.PlanAsync(Hook, since, Cancel);
        await outbox.PlanAsync(Hook, since, Cancel);

        var due = await outbox.DueAsync(Hook, 100, Cancel);
        Assert.Equal([(pending, NotificationEvent.Requested), (ended, NotificationEvent.Decided)], due.Select(row => (row.TicketId, row.Event)));
        Assert.DoesNotContain(due, row => row.TicketId == old);
    }

    [Fact]
    public async Task Plan_AfterARestart_KnowsWhatEndedMeanwhile()
    {
        await using var services = await ApprovalServices.CreateAsync();
        var outbox = services.Get<NotificationOutbox>();
        await AddAsync(services, TicketState.Pending);
        await outbox.PlanAsync(Hook, await outbox.StartAsync(Hook, Cancel), Cancel);
        services.Clock.Advance(TimeSpan.FromHours(3));
        var meanwhile = await AddAsync(services, TicketState.Expired, services.Clock.GetUtcNow());
        services.Clock.Advance(TimeSpan.FromHours(3));

        await outbox.PlanAsync(Hook, await outbox.StartAsync(Hook, Cancel), Cancel);

        Assert.Contains(await outbox.DueAsync(Hook, 100, Cancel), row => row.TicketId == meanwhile);
    }

    [Fact]
    public async Task Take_SeveralAtOnce_OneHasIt()
    {
        await using var services = await ApprovalServices.CreateAsync();
        var outbox = services.Get<NotificationOutbox>();
        await AddAsync(services, TicketState.Pending);
        await outbox.PlanAsync(Hook, await outbox.StartAsync(Hook, Cancel), Cancel);
        var row = Assert.Single(await outbox.DueAsync(Hook, 100, Cancel));

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => outbox.TakeAsync(row, Cancel)));

        Assert.Single(taken, one => one);
        Assert.Empty(await outbox.DueAsync(Hook, 100, Cancel));
        Assert.True(await outbox.IsOpenAsync(Hook, Cancel));

        // Whoever took it is gone.
        services.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(1, Assert.Single(await outbox.DueAsync(Hook, 100, Cancel)).Attempts);
    }

    [Fact]
    public async Task Plan_ClockSetBack_StillHearsOfWhatEndsAndOfWhatWasPutOff()
    {
        await using var services = await ApprovalServices.CreateAsync();
        var outbox = services.Get<NotificationOutbox>();
        var pending = await AddAsync(services, TicketState.Pending);
        var ahead = services.Clock.GetUtcNow().AddHours(5);
        await outbox.PlanAsync(Hook, ahead, Cancel);
        await using (var context = await ContextAsync(services))
        {
            await context.ApprovalNotifications.ExecuteUpdateAsync(set => set.SetProperty(row => row.Due, ahead).SetProperty(row => row.Created, ahead), Cancel);
        }

        var ended = await AddAsync(services, TicketState.Denied, services.Clock.GetUtcNow());
        await outbox.PlanAsync(Hook, await outbox.StartAsync(Hook, Cancel), Cancel);

        Assert.Equal([pending, ended], (await outbox.DueAsync(Hook, 100, Cancel)).Select(row => row.TicketId).Order());
    }

    private static Task<PortalDbContext> ContextAsync(ApprovalServices services) => services.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);

    private static async Task<Guid> AddAsync(ApprovalServices services, TicketState state, DateTimeOffset? decided = null)
    {
        var now = services.Clock.GetUtcNow();
        var ticket = new ApprovalTicket
        {
            State = state,
            CallerId = Guid.NewGuid(),
            CallerKind = CallerKind.Person,
            CallerName = "erik@example.com",
            Server = "up",
            Method = "tools/call",
            Tool = "send",
            CallHash = new byte[32],
            Rule = "mail",
            RuleVersion = 1,
            Quorum = 1,
            Created = now,
            Expires = now.AddMinutes(30),
            Decided = decided,
            Changed = decided ?? now,
        };
        await using var context = await ContextAsync(services);
        context.ApprovalTickets.Add(ticket);
        await context.SaveChangesAsync(Cancel);
        return ticket.Id;
    }
}
