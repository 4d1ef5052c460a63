using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Display;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Gateway.Approvals;
using Portal.SignIn;

namespace Portal.Components.Approvals;

/// <summary>
/// The person's own calls that a policy held lately, and those of the service accounts it answers for: where they stand, and
/// taking one back.
/// </summary>
public sealed partial class MyCalls : IDisposable
{
    private const int Most = 8;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private IReadOnlyList<ApprovalTicket> _tickets = [];
    private IDisposable? _watch;
    private Throttle? _throttle;
    private Guid _person;
    private Guid? _asking;
    private bool _loaded;
    private string? _fault;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ApprovalFeed Feed { get; set; } = null!;

    [Inject]
    private CircuitApprover Approver { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        _watch?.Dispose();
        _throttle?.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _person = (await Authentication).User.Id();
        _throttle = new Throttle(Time, Pause, () => InvokeAsync(RefreshAsync));
        _watch = Feed.Watch(OnNotice);
        await ReadAsync();
    }

    private void OnNotice(ApprovalNotice notice)
    {
        if (notice.CallerId == _person || notice.OwnerId == _person)
        {
            _throttle!.Ask();
        }
    }

    private async Task RefreshAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task WithdrawAsync(Guid id)
    {
        _asking = null;
        var result = await Approver.WithdrawAsync(id, (await Authentication).User);
        _fault = result.IsDone ? null : result.Message;
        await ReadAsync();
    }

    // What waits comes first, however old.
    private async Task ReadAsync()
    {
        try
        {
            var since = Time.GetUtcNow() - Recent;
            await using var context = await Contexts.CreateDbContextAsync();
            var mine = context.SearchTickets(new TicketFilter { OnlyCaller = _person });
            var waiting = await mine.Where(ticket => ticket.State == TicketState.Pending)
                .Take(Most)
                .WithoutLargeTexts()
                .ToListAsync();
            var ended = await mine.Where(ticket => ticket.State != TicketState.Pending && ticket.Created >= since)
                .Take(Most)
                .WithoutLargeTexts()
                .ToListAsync();
            _tickets = [.. waiting.Concat(ended).Take(Most)];
            _loaded = true;
        }
        catch (DbException)
        {
            _fault = "The database did not answer; what is shown may be old.";
        }
    }
}
