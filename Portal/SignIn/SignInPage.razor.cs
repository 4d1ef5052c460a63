using Microsoft.AspNetCore.Components;

namespace Portal.SignIn;

/// <summary>Sign-in by e-mail address and password. Static: works without JavaScript.</summary>
public sealed partial class SignInPage
{
    /// <summary>The only thing a refused person is told.</summary>
    public const string Refusal =
        "The e-mail address or password is wrong, or the account is locked. "
        + "After 10 failed attempts from a network, the account stays locked there for 30 minutes.";

    private string? _fault;

    [SupplyParameterFromForm(FormName = "sign-in")]
    private SignInForm? Form { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    private string? Reason { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private PasswordSignIn Passwords { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Notice =>
        Reason switch
        {
            "idle" => "You were signed out after 15 minutes without activity.",
            "ended" => "You were signed out. Sign in again to go on.",
            "signed-out" => "You are signed out.",
            "ready" => "The account is ready. Sign in with it.",
            _ => null,
        };

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        if (Form is null && Context.User.Identity is { IsAuthenticated: true })
        {
            Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
        }
    }

    private async Task SubmitAsync()
    {
        switch (await Passwords.TryAsync(Form?.Email?.Trim() ?? "", Form?.Password ?? ""))
        {
            case SignInOutcome.Done:
                Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
                break;
            case SignInOutcome.Busy:
                Context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Context.Response.Headers.RetryAfter = SignInLimitMiddleware.RetryAfter;
                _fault = SignInLimitMiddleware.Advice;
                break;
            default:
                _fault = Refusal;
                break;
        }
    }
}
