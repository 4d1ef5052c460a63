using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Components.Approvals;

/// <summary>
/// Whether this browser makes a sound and shows a notification when a call waits. Off until the person chooses it.
/// </summary>
public sealed partial class AlertSettings
{
    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.InvokeVoidAsync("portalApprovals.showSettings");
        }
    }
}
