using System.Globalization;
using System.Security.Claims;
using Portal.Data.People;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;

namespace Portal.SignIn;

/// <summary>Represents what the sign-in cookie says about a person.</summary>
internal static class PersonClaims
{
    /// <summary>How the person is shown.</summary>
    public const string DisplayName = "portal:name";

    /// <summary>The sign-in itself: a random value, new at each sign-in, that idle time and sign-out are kept by.</summary>
    public const string SignInId = "portal:sign-in";

    /// <summary>
    /// When the person last proved who it is, seconds since 1970 (OpenID Connect Core 2). Set at sign-in only: renewing the
    /// cookie proves nothing.
    /// </summary>
    public const string AuthTime = "auth_time";

    /// <summary>How the person proved it, such as <c>password</c>; stands in signed decisions.</summary>
    public const string Method = "portal:method";

    public static Guid Id(this ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : Guid.Empty;

    /// <summary>The person as the actor of a record.</summary>
    public static RecordActor Actor(this ClaimsPrincipal person) =>
        person.Id() is var id && id != Guid.Empty
            ? RecordActor.Of(CallerKind.Person, id, person.Identity?.Name)
            : RecordActor.Anonymous;

    public static string? SignIn(this ClaimsPrincipal person) => person.FindFirstValue(SignInId);

    /// <summary>When the person last proved who it is; null, which is never fresh, where the sign-in does not say.</summary>
    public static DateTimeOffset? SignedInAt(this ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue(AuthTime), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    public static string SignInMethod(this ClaimsPrincipal person) => person.FindFirstValue(Method) ?? "unknown";

    public static string ShownName(this ClaimsPrincipal person) =>
        person.FindFirstValue(DisplayName) ?? person.Identity?.Name ?? "";

    public static IEnumerable<string> Roles(this ClaimsPrincipal person) =>
        person.FindAll(ClaimTypes.Role).Select(claim => claim.Value);

    /// <summary>Null for those who read every session; the person's own id for everyone else.</summary>
    public static Guid? OnlyCaller(this ClaimsPrincipal person) =>
        PortalRoles.ReadsEverySession(person.Roles()) ? null : person.Id();

    /// <summary>Null for those who see every held call; the person's own id for everyone else.</summary>
    public static Guid? OnlyTicketsOf(this ClaimsPrincipal person) =>
        PortalRoles.SeesEveryTicket(person.Roles()) ? null : person.Id();
}
