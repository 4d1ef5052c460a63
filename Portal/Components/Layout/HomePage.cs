using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Gateway.Callers;

namespace Portal.Components.Layout;

/// <summary>Opens everyone's own first page.</summary>
[Route("/")]
[Authorize]
public sealed class HomePage : ComponentBase
{
    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var person = (await Authentication).User;
        var first = person switch
        {
            _ when person.IsInRole(PortalRoles.Admin) => "/dashboard",
            _ when person.IsInRole(PortalRoles.Approver) || person.IsInRole(PortalRoles.BreakGlass) => "/approvals",
            _ when person.IsInRole(PortalRoles.Auditor) => "/sessions",
            _ when person.IsInRole(PortalRoles.PolicyAuthor) => "/dashboard",
            _ => "/connect",
        };
        Navigation.NavigateTo(first, replace: true);
    }
}
