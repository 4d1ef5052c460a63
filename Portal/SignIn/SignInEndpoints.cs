using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Portal.SignIn;

/// <summary>What the browser posts outside a page: signing out, and that its person is still there.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        // Both change nothing but the poster's own sign-in, and another site's post arrives without the SameSite cookie.
        endpoints.MapPost("/sign-out", SignOutAsync).DisableAntiforgery().ExcludeFromDescription();
        endpoints.MapPost("/sign-in/activity", NoteActivity).DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInActivity activity)
    {
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
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
