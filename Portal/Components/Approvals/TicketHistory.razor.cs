using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.SignIn;

namespace Portal.Components.Approvals;

/// <summary>Represents what became of held calls. Nothing happens until the person searches; then the address changes.</summary>
public sealed partial class TicketHistory
{
    private const int Size = 50;

    private TicketCriteria _draft = new();
    private TicketCriteria? _shown;
    private IReadOnlyList<ApprovalTicket> _tickets = [];
    private ILookup<Guid, string> _deciders = Array
        .Empty<ApprovalDecision>()
        .ToLookup(decision => decision.TicketId, decision => decision.ApproverName);
    private Guid? _onlyCaller;
    private int _count;
    private bool _loaded;
    private bool _cardRefused;
    private string? _fault;

    /// <summary>Gets or sets what was asked.</summary>
    [Parameter, EditorRequired]
    public TicketCriteria Criteria { get; set; } = new();

    /// <summary>Which page, from 1.</summary>
    [Parameter]
    public int PageNumber { get; set; } = 1;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _onlyCaller = (await Authentication).User.OnlyTicketsOf();

        // A re-render of the page must not undo what is being typed.
        if (_shown != Criteria)
        {
            (_shown, _draft) = (Criteria, Criteria with { });
        }

        await ReadAsync();
    }

    private void Search()
    {
        _cardRefused = _draft.HoldsCardNumber;
        if (!_cardRefused)
        {
            Navigation.NavigateTo(_draft.ToUri());
        }
    }

    private async Task ReadAsync()
    {
        _cardRefused = Criteria.HoldsCardNumber;
        if (_cardRefused)
        {
            return;
        }

        try
        {
            await using var context = await Contexts.CreateDbContextAsync();
            var filter = Criteria.ToFilter(_onlyCaller);
            var found = context.SearchTickets(filter);
            found = filter.State is null ? found.Where(ticket => ticket.State != TicketState.Pending) : found;
            _count = await found.CountAsync();
            _tickets = await found.Skip((Math.Max(1, PageNumber) - 1) * Size).Take(Size).WithoutLargeTexts().ToListAsync();
            _deciders = (await context.DecisionsOn([.. _tickets.Select(ticket => ticket.Id)]).ToListAsync()).ToLookup(
                decision => decision.TicketId,
                decision => decision.ApproverName
            );
            (_loaded, _fault) = (true, null);
        }
        catch (DbException)
        {
            _fault = "The database did not answer. Nothing is lost; try again.";
        }
    }
}
