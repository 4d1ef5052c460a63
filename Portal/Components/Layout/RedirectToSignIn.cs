using Microsoft.AspNetCore.Components;

namespace Portal.Components.Layout;

/// <summary>Leads someone without a sign-in to the sign-in page, and back afterwards.</summary>
public sealed class RedirectToSignIn : ComponentBase
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        var here = new Uri(Navigation.Uri).PathAndQuery;
        Navigation.NavigateTo(here == "/" ? "/sign-in" : $"/sign-in?returnUrl={Uri.EscapeDataString(here)}", forceLoad: true);
    }
}
