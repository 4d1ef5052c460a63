using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Portal.Data.People;

namespace Portal.SignIn;

/// <summary>
/// Says whether a cookie still stands for somebody: the sign-in with each request, and once a minute the row it is stored in and
/// the person's security stamp, with the claims made anew. Identity's own validator signs out of schemes that the portal does not
/// have.
/// </summary>
internal sealed class SignInValidator(SignInManager<Person> people, SignInStore store, SignInActivity activity, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            if (context.Principal?.SignIn() is not { } id || !await IsGoodAsync(id, context.HttpContext.RequestAborted))
            {
                await RejectAsync(context, context.Principal?.SignIn());
            }
            else if (context.Properties.IssuedUtc is not { } issued || time.GetUtcNow() - issued > Interval)
            {
                await RenewAsync(context, id);
            }
        }
        catch (DbException)
        {
            // Who cannot be looked up is nobody, and may be somebody again with the next request.
            context.RejectPrincipal();
        }
    }

    private async ValueTask<bool> IsGoodAsync(string id, CancellationToken cancellationToken) =>
        activity.Knows(id) ? !activity.IsOver(id) : await store.IsOpenAsync(id, cancellationToken);

    private async Task RenewAsync(CookieValidatePrincipalContext context, string id)
    {
        if (
            !await store.IsOpenAsync(id, context.HttpContext.RequestAborted)
            || await people.ValidateSecurityStampAsync(context.Principal) is not { } person
        )
        {
            await RejectAsync(context, id);
            return;
        }

        var renewed = await people.CreateUserPrincipalAsync(person);
        ((ClaimsIdentity)renewed.Identity!).AddClaims(
            context
                .Principal!.Claims.Where(claim =>
                    claim.Type is PersonClaims.SignInId or PersonClaims.AuthTime or PersonClaims.Method
                )
                .Select(claim => new Claim(claim.Type, claim.Value))
        );
        context.ReplacePrincipal(renewed);
        context.ShouldRenew = true;
    }

    private async Task RejectAsync(CookieValidatePrincipalContext context, string? id)
    {
        if (id is not null && !activity.IsOver(id))
        {
            await store.EndAsync(id);
        }

        context.RejectPrincipal();
        context.HttpContext.Items[SignInCookie.EndedItem] = true;
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
