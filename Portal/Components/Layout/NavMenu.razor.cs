using Microsoft.AspNetCore.Components;
using Portal.Components.Approvals;

namespace Portal.Components.Layout;

/// <summary>The pages that exist for the signed-in person, and how many calls wait for people.</summary>
public sealed partial class NavMenu : IDisposable
{
    [Inject]
    private ApprovalInbox Inbox { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose() => Inbox.Changed -= OnChanged;

    /// <inheritdoc />
    protected override void OnInitialized() => Inbox.Changed += OnChanged;

    private void OnChanged(object? sender, ApprovalsChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);
}
