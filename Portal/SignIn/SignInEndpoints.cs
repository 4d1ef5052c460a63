using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Portal.SignIn;

/// <summary>What the browser posts outside a page: signing out, a password confirmed, and that its person is still there.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        // All change nothing but the poster's own sign-in, and another site's post arrives without the SameSite cookie.
        endpoints.MapPost("/sign-out", SignOutAsync).DisableAntiforgery().ExcludeFromDescription();
        endpoints.MapPost("/sign-in/confirm", ConfirmAsync).DisableAntiforgery().ExcludeFromDescription();
        endpoints.MapPost("/sign-in/activity", NoteActivity).DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInActivity activity)
    {
        if (IsFromElsewhere(context))
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (context.User.SignIn() is { } id)
        {
            activity.End(id);
        }

        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.LocalRedirect("/sign-in?reason=signed-out");
    }

    // A post of its own, because what a circuit carries can be logged with its arguments.
    private static async Task<IResult> ConfirmAsync([FromForm] string password, [FromForm] Guid ticket, HttpContext context, PasswordSignIn passwords, PasswordConfirmations confirmations)
    {
        if (context.User.SignIn() is not { } id)
        {
            return TypedResults.Unauthorized();
        }

        if (IsFromElsewhere(context) || !await passwords.ConfirmAsync(context.User, password, ticket))
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        confirmations.Add(id, ticket);
        return TypedResults.NoContent();
    }

    private static bool IsFromElsewhere(HttpContext context) => context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";

    private static IResult NoteActivity(HttpContext context, SignInActivity activity)
    {
        if (context.User.SignIn() is not { } id)
        {
            return TypedResults.Unauthorized();
        }

        activity.Touch(id);
        return TypedResults.NoContent();
    }
}
