using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.SignIn;

/// <summary>The sign-in cookie: session-only, HttpOnly, SameSite=Lax, gone after 15 minutes without a request.</summary>
internal static class SignInCookie
{
    /// <summary>Item of a request whose cookie stood for a sign-in that is over.</summary>
    public const string EndedItem = "portal:sign-in-ended";

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
        options.Events.OnValidatePrincipal = context =>
            context.HttpContext.RequestServices.GetRequiredService<SignInValidator>().ValidateAsync(context);
        options.Events.OnRedirectToLogin = SayWhy(options.Events.OnRedirectToLogin);
    }

    // Who had a sign-in is told that it is over.
    private static Func<RedirectContext<CookieAuthenticationOptions>, Task> SayWhy(
        Func<RedirectContext<CookieAuthenticationOptions>, Task> redirect
    ) =>
        context =>
        {
            if (context.HttpContext.Items.ContainsKey(EndedItem))
            {
                context.RedirectUri = QueryHelpers.AddQueryString(context.RedirectUri, "reason", "ended");
            }

            return redirect(context);
        };
}
