using System.Security.Claims;
using Portal.Gateway.Authentication;

namespace Portal.SignIn;

/// <summary>What the sign-in cookie says about a person.</summary>
internal static class PersonClaims
{
    /// <summary>How the person is shown.</summary>
    public const string DisplayName = "portal:name";

    /// <summary>The sign-in itself: a random value, new at each sign-in, that idle time and sign-out are kept by.</summary>
    public const string SignInId = "portal:sign-in";

    public static Guid Id(this ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : Guid.Empty;

    public static string? SignIn(this ClaimsPrincipal person) => person.FindFirstValue(SignInId);

    public static string ShownName(this ClaimsPrincipal person) => person.FindFirstValue(DisplayName) ?? person.Identity?.Name ?? "";

    public static IEnumerable<string> Roles(this ClaimsPrincipal person) => person.FindAll(ClaimTypes.Role).Select(claim => claim.Value);

    /// <summary>Null for those who read every session; the person's own id for everyone else.</summary>
    public static Guid? OnlyCaller(this ClaimsPrincipal person) => PortalRoles.ReadsEverySession(person.Roles()) ? null : person.Id();
}
