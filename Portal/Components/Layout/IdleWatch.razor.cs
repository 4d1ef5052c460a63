using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.SignIn;

namespace Portal.Components.Layout;

/// <summary>
/// Ends the sign-in of a circuit whose person has done nothing for 15 minutes (PCI DSS 8.2.8), after a warning. The browser posts
/// activity to <c>/sign-in/activity</c>; the clock runs here.
/// </summary>
public sealed partial class IdleWatch : IDisposable
{
    private static readonly TimeSpan Warning = TimeSpan.FromMinutes(1);

    private TimeSpan _remaining = SignInActivity.IdleLimit;
    private ITimer? _timer;
    private string? _signIn;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private SignInActivity Activity { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        _timer?.Dispose();
        Activity.Ended -= OnEnded;
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _signIn = (await Authentication).User.SignIn();
        if (_signIn is null)
        {
            return;
        }

        // Opening a page is activity; a sign-in that is over stays over.
        Activity.Touch(_signIn);
        Activity.Ended += OnEnded;
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(Check), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
    }

    private void OnEnded(object? sender, SignInEndedEventArgs e)
    {
        if (string.Equals(e.Id, _signIn, StringComparison.Ordinal))
        {
            _ = InvokeAsync(() => Leave("ended"));
        }
    }

    private void Stay()
    {
        Activity.Touch(_signIn!);
        Check();
    }

    private void Check()
    {
        var before = _remaining;
        _remaining = Activity.Remaining(_signIn!);
        if (_remaining <= TimeSpan.Zero)
        {
            Activity.Ended -= OnEnded;
            Activity.End(_signIn!);
            Leave("idle");
        }
        else if (_remaining < Warning != before < Warning)
        {
            StateHasChanged();
        }
    }

    private void Leave(string reason)
    {
        _timer?.Dispose();
        Navigation.NavigateTo(
            $"/sign-in?reason={reason}&returnUrl={Uri.EscapeDataString(new Uri(Navigation.Uri).PathAndQuery)}",
            forceLoad: true
        );
    }
}
