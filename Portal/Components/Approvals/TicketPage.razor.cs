using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Display;
using Portal.Components.Layout;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Gateway.Approvals;
using Portal.Gateway.Callers;
using Portal.SignIn;

namespace Portal.Components.Approvals;

/// <summary>
/// One held call: who wants what and why it waits, deciding on it, and what became of it. Shows at once what others do to it.
/// </summary>
public sealed partial class TicketPage : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private ApprovalTicket? _ticket;
    private IReadOnlyList<ApprovalDecision> _decisions = [];
    private IDisposable? _watch;
    private Throttle? _throttle;
    private Guid? _onlyCaller;
    private Guid _shown;
    private bool _mayOpenSession;
    private bool _mayOpenPolicy;
    private bool _missing;
    private string? _owner;
    private string? _notice;
    private string? _fault;

    /// <summary>The ticket.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "do")]
    private string? Do { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ApprovalFeed Feed { get; set; } = null!;

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
        var person = (await Authentication).User;
        _onlyCaller = person.OnlyTicketsOf();
        _mayOpenSession = PortalRoles.ReadsEverySession(person.Roles());
        _mayOpenPolicy = PageRoles.Policies.Split(',').Any(person.IsInRole);
        _throttle = new Throttle(Time, Pause, () => InvokeAsync(RefreshAsync));
        _watch = Feed.Watch(OnNotice);
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_watch is not null && _shown != Id)
        {
            (_shown, _notice, _ticket, _missing) = (Id, null, null, false);
            await ReadAsync();
        }
    }

    private void OnNotice(ApprovalNotice notice)
    {
        if (notice.TicketId == Id)
        {
            _throttle!.Ask();
        }
    }

    private async Task ChangedAsync(string message)
    {
        _notice = message;
        await ReadAsync();
    }

    private async Task RefreshAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        try
        {
            await using var context = await Contexts.CreateDbContextAsync();
            var ticket = await context
                .SearchTickets(new TicketFilter { OnlyCaller = _onlyCaller })
                .SingleOrDefaultAsync(row => row.Id == Id);
            _decisions = ticket is null ? [] : await context.DecisionsOn(Id).ToListAsync();
            _owner = ticket?.OwnerId is { } owner
                ? await context.Users.Where(person => person.Id == owner).Select(person => person.Email).SingleOrDefaultAsync()
                : null;
            (_ticket, _missing, _fault) = (ticket, ticket is null, null);
        }
        catch (DbException)
        {
            _fault = "The database did not answer. The call goes on waiting.";
        }
    }
}
