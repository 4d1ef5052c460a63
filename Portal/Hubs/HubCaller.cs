using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Portal.Data.People;
using Portal.Gateway.Callers;
using Portal.SignIn;

namespace Portal.Hubs;

/// <summary>
/// Who a connection belongs to, and by what: a token or a sign-in. Looked at again for as long as the connection lasts.
/// </summary>
/// <param name="Id">The person's or service account's id.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="SeesAll">Whether it sees every ticket, or its own only.</param>
internal sealed record HubCaller(Guid Id, CallerKind Kind, bool SeesAll)
{
    /// <summary>The token it came with; null for a sign-in.</summary>
    public Guid? Token { get; init; }

    /// <summary>The sign-in it came with; null for a token.</summary>
    public string? SignIn { get; init; }

    /// <summary>The person's security stamp when it signed in.</summary>
    public string? Stamp { get; init; }

    /// <summary>The caller of a connection that was let in; null when nobody is known.</summary>
    public static HubCaller? Of(HubCallerContext context)
    {
        var http = context.GetHttpContext();
        if (http?.Features.Get<Caller>() is { } caller)
        {
            return new HubCaller(caller.Id, caller.Kind, PortalRoles.SeesEveryTicket(caller.Roles)) { Token = caller.TokenId };
        }

        return http is not null && context.User is { } person && person.SignIn() is { } signIn && person.Id() != Guid.Empty
            ? new HubCaller(person.Id(), CallerKind.Person, PortalRoles.SeesEveryTicket(person.Roles()))
            {
                SignIn = signIn,
                Stamp = StampOf(http, person),
            }
            : null;
    }

    private static string? StampOf(HttpContext http, ClaimsPrincipal person) =>
        person.FindFirstValue(
            http.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType
        );
}
