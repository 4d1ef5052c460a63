using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Portal.SignIn;

/// <summary>The sign-in cookie: session-only, HttpOnly, SameSite=Lax, gone after 15 minutes without a request.</summary>
internal static class SignInCookie
{
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "portal";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.LoginPath = "/sign-in";
        options.LogoutPath = "/sign-out";
        options.AccessDeniedPath = "/";
        options.ReturnUrlParameter = "returnUrl";
        options.ExpireTimeSpan = SignInActivity.IdleLimit;
        options.SlidingExpiration = true;
        // The framework would renew only in the second half of the span, which could cut a sign-in after 7.5 idle minutes.
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew = context.ElapsedTime >= TimeSpan.FromSeconds(30);
            return Task.CompletedTask;
        };
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>Keeps what the sign-in itself was (its id, time and method) when Identity rebuilds the claims.</summary>
    public static Task CarrySignInAsync(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal is { } current && context.NewPrincipal?.Identity is ClaimsIdentity identity)
        {
            identity.AddClaims(current.Claims
                .Where(claim => claim.Type is PersonClaims.SignInId or PersonClaims.AuthTime or PersonClaims.Method)
                .Select(claim => new Claim(claim.Type, claim.Value)));
        }

        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var activity = context.HttpContext.RequestServices.GetRequiredService<SignInActivity>();
        if (context.Principal?.SignIn() is not { } id || activity.IsOver(id))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        await SecurityStampValidator.ValidatePrincipalAsync(context);
    }
}
