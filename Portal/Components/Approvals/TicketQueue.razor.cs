using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Display;
using Portal.Components.Layout;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Gateway.Approvals;
using Portal.SignIn;

namespace Portal.Components.Approvals;

/// <summary>
/// The calls that wait, a page of them, kept current: watched first, then read, and read anew at most three times a second.
/// </summary>
public sealed partial class TicketQueue : IDisposable
{
    private const int Size = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private IReadOnlyList<ApprovalTicket> _tickets = [];
    private IDisposable? _watch;
    private Throttle? _throttle;
    private Guid _person;
    private Guid? _onlyCaller;
    private int _count;
    private bool _all;
    private bool _decides;
    private bool _loaded;
    private string? _fault;

    /// <summary>Which page, from 1.</summary>
    [Parameter]
    public int PageNumber { get; set; } = 1;

    /// <summary><c>expiring</c>, or nothing for the newest first.</summary>
    [Parameter]
    public string? Sort { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ApprovalFeed Feed { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool Expiring => Sort == "expiring";

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
        (_person, _onlyCaller) = (person.Id(), person.OnlyTicketsOf());
        (_all, _decides) = (_onlyCaller is null, PageRoles.Decide.Split(',').Any(person.IsInRole));
        _throttle = new Throttle(Time, Pause, () => InvokeAsync(RefreshAsync));
        _watch = Feed.Watch(_ => _throttle.Ask());
    }

    /// <inheritdoc />
    protected override Task OnParametersSetAsync() => _watch is null ? Task.CompletedTask : ReadAsync();

    private static string Address(int page, bool expiring) =>
        (page, expiring) switch
        {
            (1, false) => "/approvals",
            (_, false) => string.Create(CultureInfo.InvariantCulture, $"/approvals?page={page}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"/approvals?sort=expiring&page={page}"),
        };

    private bool IsOwn(ApprovalTicket ticket) => ticket.CallerId == _person || ticket.OwnerId == _person;

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
            var waiting = context.SearchTickets(new TicketFilter { State = TicketState.Pending, OnlyCaller = _onlyCaller });
            var sorted = Expiring ? waiting.OrderBy(ticket => ticket.Expires).ThenBy(ticket => ticket.Id) : waiting;
            _count = await waiting.CountAsync();
            _tickets = await sorted.Skip((Math.Max(1, PageNumber) - 1) * Size).Take(Size).WithoutLargeTexts().ToListAsync();
            (_loaded, _fault) = (true, null);
        }
        catch (DbException)
        {
            _fault = "The database did not answer. While it does not, held calls go on waiting.";
        }
    }
}
