using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Approvals;
using Portal.Data.Sessions;

namespace Portal.Components.Approvals;

/// <summary>What the caller of a held call did before with the same tool. Read after the page is there: it may take longer than the rest.</summary>
public sealed partial class EarlierCalls
{
    private const int Days = 30;
    private const int Most = 6;

    private IReadOnlyList<Record> _calls = [];
    private IReadOnlyList<ApprovalTicket> _tickets = [];
    private bool _loaded;
    private string? _fault;

    /// <summary>The ticket.</summary>
    [Parameter, EditorRequired]
    public ApprovalTicket Ticket { get; set; } = null!;

    /// <summary>Whether the person may open sessions.</summary>
    [Parameter]
    public bool MayOpenSessions { get; set; }

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        try
        {
            await using var context = await Contexts.CreateDbContextAsync();
            _tickets = await context.HistoryOf(Ticket).Take(Most).WithoutLargeTexts().ToListAsync();
            _calls = await context.CallsBefore(Ticket, TimeSpan.FromDays(Days)).Take(Most).ToListAsync();
            _loaded = true;
        }
        catch (DbException)
        {
            _fault = "The records did not answer.";
        }
    }
}
