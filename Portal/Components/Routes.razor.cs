using Microsoft.AspNetCore.Components;
using Portal.SignIn;

namespace Portal.Components;

/// <summary>Finds the page for an address and refuses those who may not see it.</summary>
public sealed partial class Routes
{
    /// <summary>Where the page was asked for from. The browser carries it sealed and cannot change it.</summary>
    [Parameter]
    public string? SourceIp { get; set; }

    [Inject]
    private CircuitOrigin Origin { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized() => Origin.SourceIp = SourceIp;
}
