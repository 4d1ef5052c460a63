using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Gateway;

namespace Portal.Components.Dashboard;

/// <summary>Whether the controls stand, and the PCI DSS requirement each one answers.</summary>
public sealed partial class ControlsPanel
{
    private bool _strict;

    [Inject]
    private IOptions<GatewayOptions> Gateway { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized() => _strict = Gateway.Value.Recording.Durability == RecordingDurability.Strict;
}
