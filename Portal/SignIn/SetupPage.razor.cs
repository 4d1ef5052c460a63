using Microsoft.AspNetCore.Components;
using Portal.Gateway.Callers;

namespace Portal.SignIn;

/// <summary>Creates the first administrator for the holder of the one-time link. Static: works without JavaScript.</summary>
public sealed partial class SetupPage
{
    private bool _open;
    private IReadOnlyList<string> _faults = [];

    [SupplyParameterFromForm(FormName = "setup")]
    private SetupForm? Form { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    private string? Code { get; set; }

    [Inject]
    private SetupCode Setup { get; set; } = null!;

    [Inject]
    private PersonDirectory People { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized() => _open = Setup.Matches(Form?.Code ?? Code);

    private async Task SubmitAsync()
    {
        if (!string.Equals(Form?.Password, Form?.Repeat, StringComparison.Ordinal))
        {
            _faults = ["The two passwords differ."];
            return;
        }

        var faults = await Setup.UseAsync(Form?.Code, () =>
            People.CreateOrUpdateAsync(
                Form?.Email?.Trim() ?? "",
                Form?.Name?.Trim() ?? "",
                [PortalRoles.Admin],
                Form?.Password,
                CancellationToken.None
            )
        );
        if (faults is null)
        {
            _open = false;
        }
        else if (faults.Count > 0)
        {
            _faults = faults;
        }
        else
        {
            Navigation.NavigateTo("/sign-in?reason=ready");
        }
    }
}
