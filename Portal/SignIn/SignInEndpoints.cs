using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Portal.SignIn;

/// <summary>
/// Represents what the browser posts outside a page: signing out, a password confirmed, and that its person is still there.
/// </summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        // All change nothing but the poster's own sign-in; posts of other sites are refused before, and arrive without the
        // SameSite cookie.
        endpoints.MapPost("/sign-out", SignOutAsync).DisableAntiforgery().ExcludeFromDescription();
        endpoints
            .MapPost("/sign-in/confirm", ConfirmAsync)
            .WithMetadata(new SignInAttemptAttribute())
            .DisableAntiforgery()
            .ExcludeFromDescription();
        endpoints.MapPost("/sign-in/activity", NoteActivity).DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInStore store)
    {
        if (context.User.SignIn() is { } id)
        {
            await store.EndAsync(id);
        }

        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.LocalRedirect("/sign-in?reason=signed-out");
    }

    // A post of its own, because what a circuit carries can be logged with its arguments.
    private static async Task<IResult> ConfirmAsync(
        [FromForm] string password,
        [FromForm] Guid ticket,
        HttpContext context,
        PasswordSignIn passwords,
        PasswordConfirmations confirmations
    )
    {
        if (context.User.SignIn() is not { } id)
        {
            return TypedResults.Unauthorized();
        }

        switch (await passwords.ConfirmAsync(context.User, password, ticket))
        {
            case SignInOutcome.Done:
                confirmations.Add(id, ticket);
                return TypedResults.NoContent();
            case SignInOutcome.Busy:
                context.Response.Headers.RetryAfter = SignInLimitMiddleware.RetryAfter;
                return TypedResults.Text(SignInLimitMiddleware.Advice, statusCode: StatusCodes.Status429TooManyRequests);
            default:
                return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }
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
