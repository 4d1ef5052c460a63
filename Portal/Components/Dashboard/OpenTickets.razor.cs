using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Components.Approvals;
using Portal.Data;
using Portal.Data.Approvals;

namespace Portal.Components.Dashboard;

/// <summary>How many calls wait for people, and since when; leads to the queue.</summary>
public sealed partial class OpenTickets : IDisposable
{
    private DateTimeOffset? _oldest;

    [Inject]
    private ApprovalInbox Inbox { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PortalDbContext> Contexts { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose() => Inbox.Changed -= OnChanged;

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        Inbox.Changed += OnChanged;
        return ReadAsync();
    }

    private void OnChanged(object? sender, ApprovalsChangedEventArgs e) =>
        _ = InvokeAsync(async () =>
        {
            await ReadAsync();
            StateHasChanged();
        });

    private async Task ReadAsync()
    {
        try
        {
            await using var context = await Contexts.CreateDbContextAsync();
            _oldest = await context
                .ApprovalTickets.Where(ticket => ticket.State == TicketState.Pending)
                .OrderBy(ticket => ticket.Created)
                .Select(ticket => (DateTimeOffset?)ticket.Created)
                .FirstOrDefaultAsync();
        }
        catch (DbException)
        {
            _oldest = null;
        }
    }
}
