using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Approvals;

namespace Portal.Components.Approvals;

/// <summary>
/// Represents what the caller of a held call did before with the same tool. Read after the page is there: it may take longer than
/// the rest.
/// </summary>
public sealed partial class EarlierCalls
{
    private const int Days = 30;
    private const int Most = 6;

    private CallHistory _history = new([], IsComplete: true);
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

    private string Span =>
        _history.IsComplete ? $"ran in the last {Days} days" : $"ran in the caller's last {CallHistory.MaxSessions:N0} sessions";

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        try
        {
            await using var context = await Contexts.CreateDbContextAsync();
            _tickets = await context.HistoryOf(Ticket).Take(Most).WithoutLargeTexts().ToListAsync();
            _history = await CallHistory.ReadAsync(context, Ticket, TimeSpan.FromDays(Days), Most, CancellationToken.None);
            _loaded = true;
        }
        catch (DbException)
        {
            _fault = "The records did not answer.";
        }
    }
}
