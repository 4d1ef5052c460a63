using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Data.Keys;
using Portal.Gateway.Keys;

#pragma warning disable MA0048 // the resource and its JSON shapes belong together

namespace Portal.Api;

/// <summary><c>/api/v1/keys</c>, and the public keys at <c>/.well-known/portal-keys.json</c>.</summary>
internal static class KeysApi
{
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Keys");
        keys.MapGet("/", List).RequireAuthorization(PortalApi.Reader).WithSummary("The key register, without secrets");
        keys.MapPost("/{purpose}/rotate", RotateAsync)
            .RequireAuthorization(PortalApi.Admin)
            .WithSummary("Make a new active key; the one before stays usable for what it made");
        keys.MapPost("/{purpose}/{id:guid}/retire", RetireAsync)
            .RequireAuthorization(PortalApi.Admin)
            .WithSummary("Destroy the secret of a key that has been rotated");
    }

    /// <summary>Maps the public signing keys as a JSON Web Key Set (RFC 7517), for whoever verifies a signature.</summary>
    public static void MapPublicKeys(this IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapGet("/.well-known/portal-keys.json", (KeyRegister register, HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "public, max-age=300";
                return TypedResults.Json(
                    new { keys = register.Keys.Where(key => key.PublicKey is not null).Select(PublicKeyOf).OfType<PublicKey>() },
                    contentType: "application/jwk-set+json"
                );
            })
            .ExcludeFromDescription();

    // One that cannot be read verifies nothing; the others still do.
    private static PublicKey? PublicKeyOf(ManagedKey key)
    {
        try
        {
            return JsonSerializer.Deserialize<PublicKey>(key.PublicKey!);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Ok<Page<KeyJson>> List(KeyRegister register) =>
        TypedResults.Ok(new Page<KeyJson>([.. register.Keys.Select(key => KeyJson.Of(key, register))], null));

    private static async Task<IResult> RotateAsync(
        string purpose,
        HttpContext http,
        KeyRegister register,
        CancellationToken cancellationToken
    ) =>
        KeyPurposes.TryParse(purpose, out var known)
            ? Answer(
                await register.RotateAsync(known, Actor(http), cancellationToken),
                () => register.Keys.First(key => key.Purpose == known),
                register
            )
            : NotFound();

    private static async Task<IResult> RetireAsync(
        string purpose,
        Guid id,
        RetireInput? input,
        HttpContext http,
        KeyRegister register,
        CancellationToken cancellationToken
    ) =>
        KeyPurposes.TryParse(purpose, out var known) && register.Keys.Any(key => key.Id == id && key.Purpose == known)
            ? Answer(
                await register.RetireAsync(id, input?.Confirm ?? false, Actor(http), cancellationToken),
                () => register.Keys.First(key => key.Id == id),
                register
            )
            : NotFound();

    private static IResult Answer(KeyChange change, Func<ManagedKey> key, KeyRegister register) =>
        change switch
        {
            KeyChange.Done => TypedResults.Ok(KeyJson.Of(key(), register)),
            KeyChange.NotFound => NotFound(),
            KeyChange.Active => Conflict("This is the active key. Rotate first."),
            KeyChange.InUse => Conflict(
                "The card index still holds entries under this key, which could not be found any more. Send { \"confirm\": "
                    + "true } if that is wanted."
            ),
            _ => TypedResults.Problem(
                "The action cannot be recorded right now, so it is refused. Try again later.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            ),
        };

    private static KeyActor Actor(HttpContext http) => new(http.Caller().AsActor(), http.Connection.RemoteIpAddress?.ToString());

    private static ProblemHttpResult Conflict(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);

    private static ProblemHttpResult NotFound() =>
        TypedResults.Problem("There is no such key.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>How a key is to be retired.</summary>
/// <param name="Confirm">True: even though stored entries depend on it.</param>
internal sealed record RetireInput(bool Confirm = false);

/// <summary>A key as the API shows it.</summary>
internal sealed record KeyJson(
    Guid Id,
    string Purpose,
    int Version,
    string Algorithm,
    string State,
    string UsedFor,
    DateTimeOffset Created,
    DateTimeOffset Activated,
    DateTimeOffset? Rotated,
    DateTimeOffset? Retired
)
{
    public static KeyJson Of(ManagedKey key, KeyRegister register) =>
        new(
            key.Id,
            KeyPurposes.NameOf(key.Purpose),
            key.Version,
            key.Algorithm,
            StateOf(key, register),
            key.UsedFor,
            key.Created,
            key.Activated,
            key.Rotated,
            key.Retired
        );

    private static string StateOf(ManagedKey key, KeyRegister register) =>
        key switch
        {
            { Retired: not null } => "retired",
            _ when register.Usable(key.Purpose).All(usable => usable.Id != key.Id) => "unreadable",
            { Rotated: not null } => "rotated",
            _ => "active",
        };
}
