using Portal.Data.Approvals;
using Portal.Gateway.Approvals;

namespace Portal.Tests.Gateway.Approvals;

/// <summary>The wall clock jumps.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private ApprovalServices _portal = null!;
    private ApprovalActor _ann = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await ApprovalServices.CreateAsync();
        _ann = await _portal.PersonAsync("ann", "approver");
        await _portal.RuleAsync(members: "\"windowMinutes\":60");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Ticket_SeenExpired_StaysSoWhenTheClockIsSetBack()
    {
        var ticket = await _portal.HoldAsync();
        _portal.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(DecisionOutcome.Expired, (await _portal.DecideAsync(ticket, _ann)).Outcome);

        _portal.Clock.Set(-Hour);

        Assert.Equal(DecisionOutcome.Expired, (await _portal.DecideAsync(ticket, _ann)).Outcome);
        Assert.Equal(TicketState.Expired, (await _portal.TicketAsync(ticket.Id)).State);
        Assert.Single(_portal.Controls("approval-expired"));
    }

    [Fact]
    public async Task Grant_ClockSetBackBeforeIt_CannotBeUsed()
    {
        var caller = ApprovalServices.Caller();
        var ticket = await _portal.HoldAsync(caller);
        await _portal.DecideAsync(ticket, _ann);

        _portal.Clock.Set(-Hour);

        Assert.Null(await _portal.Get<TicketStore>().ClaimAsync(caller.Id, _portal.Judge(caller, """{"a":1}""").Call!, Cancel));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3600)]
    public async Task Permissions_ClockSetBackWhileThePortalRuns_End(int seconds)
    {
        var (watch, store, caller) = (_portal.Get<ClockWatch>(), _portal.Get<TicketStore>(), ApprovalServices.Caller());
        var ticket = await _portal.HoldAsync(caller);
        await _portal.DecideAsync(ticket, _ann);
        var touring = await _portal.HoldAsync(caller, """{"a":2}""");
        await _portal.DecideAsync(touring, _ann, until: _portal.Clock.GetUtcNow().AddMinutes(50));
        _portal.Clock.Advance(TimeSpan.FromMinutes(5));
        await watch.CheckAsync(Cancel);
        var (exchange, other) = _portal.Judge(caller, """{"a":3}""");
        Assert.NotNull(await store.FindWindowAsync(caller, exchange.Server, other!, Cancel));

        _portal.Clock.Set(TimeSpan.FromSeconds(-seconds));
        await watch.CheckAsync(Cancel);

        Assert.Null(await store.ClaimAsync(caller.Id, _portal.Judge(caller, """{"a":1}""").Call!, Cancel));
        Assert.Null(await store.FindWindowAsync(caller, exchange.Server, other!, Cancel));
        Assert.Single(_portal.Controls("clock-set-back"));
        Assert.Contains(_portal.Logs.Lines, line => line.Contains("The clock was set back by", StringComparison.Ordinal));

        // Not again when it is right again.
        _portal.Clock.Set(TimeSpan.FromSeconds(seconds));
        await watch.CheckAsync(Cancel);
        Assert.Null(await store.ClaimAsync(caller.Id, _portal.Judge(caller, """{"a":1}""").Call!, Cancel));
        Assert.Single(_portal.Controls("clock-set-back"));
    }

    [Fact]
    public async Task Permissions_ClockAheadOrSlewed_AreAsTheyWere()
    {
        var (watch, store, caller) = (_portal.Get<ClockWatch>(), _portal.Get<TicketStore>(), ApprovalServices.Caller());
        await _portal.DecideAsync(await _portal.HoldAsync(caller), _ann);
        _portal.Clock.Set(TimeSpan.FromSeconds(60));
        await watch.CheckAsync(Cancel);
        _portal.Clock.Set(TimeSpan.FromSeconds(-1));
        await watch.CheckAsync(Cancel);

        Assert.NotNull(await store.ClaimAsync(caller.Id, _portal.Judge(caller, """{"a":1}""").Call!, Cancel));
        Assert.Empty(_portal.Controls("clock-set-back"));
    }

    [Fact]
    public async Task Ticket_ClockADayAhead_ExpiresAndStaysExpired()
    {
        var ticket = await _portal.HoldAsync();

        _portal.Clock.Set(TimeSpan.FromDays(1));
        await _portal.Get<ApprovalExpiry>().SweepAsync(Cancel);
        _portal.Clock.Set(TimeSpan.FromDays(-1));

        Assert.Equal(DecisionOutcome.Expired, (await _portal.DecideAsync(ticket, _ann)).Outcome);
    }
}
