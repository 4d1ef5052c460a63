using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.People;
using Portal.Gateway.Callers;

#pragma warning disable MA0048 // the resource and its JSON shapes belong together

namespace Portal.Api;

/// <summary><c>/api/v1/tokens</c>.</summary>
internal static class TokensApi
{
    private const int DefaultDays = 90;

    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("Tokens");
        tokens
            .MapPost("/", IssueAsync)
            .WithSummary(
                "Issue a token for oneself or, as an administrator, for a service account; its text is in the answer only"
            );
        tokens.MapDelete("/{id:guid}", RevokeAsync).WithSummary("Revoke one's own token or, as an administrator, any; at once");
    }

    private static async Task<IResult> IssueAsync(
        TokenInput input,
        HttpContext http,
        TokenIssuer issuer,
        IStoredTextMask mask,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        var days = input.Days ?? DefaultDays;
        if (
            string.IsNullOrWhiteSpace(input.Name)
            || input.Name.Length > 128
            || days < 1
            || days > TokenIssuer.MaxLifetime.TotalDays
        )
        {
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    ["token"] = [$"'name' has 1 to 128 characters, 'days' is 1 to {TokenIssuer.MaxLifetime.TotalDays:0}."],
                }
            );
        }

        if (mask.HoldsCard(input.Name))
        {
            throw new CardDataException(nameof(input.Name));
        }

        var caller = http.Caller();
        var (kind, id, holder) = (caller.Kind, caller.Id, caller.Name);
        if (input.ServiceAccount is { } account)
        {
            if (!caller.Roles.Contains(PortalRoles.Admin))
            {
                return TypedResults.Problem(
                    "Only an administrator issues tokens of service accounts.",
                    statusCode: StatusCodes.Status403Forbidden
                );
            }

            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var candidates = await context
                .ServiceAccounts.AsNoTracking()
                .Where(row => row.Name == account)
                .ToListAsync(cancellationToken);

            // The database may ignore case or blanks at the end.
            var found = candidates.Find(row => string.Equals(row.Name, account, StringComparison.Ordinal));
            if (found is null)
            {
                return TypedResults.Problem("There is no such service account.", statusCode: StatusCodes.Status404NotFound);
            }

            (kind, id, holder) = (CallerKind.Service, found.Id, found.Name);
        }

        if (kind == CallerKind.Service && await HasNoOwnerAsync(contexts, id, cancellationToken))
        {
            return TypedResults.Problem(
                $"The service account '{holder}' has no owner, so nobody answers for what a token of it does. Name a person as "
                    + "its 'owner' in the seed file and restart the portal, then issue the token.",
                statusCode: StatusCodes.Status409Conflict
            );
        }

        if (
            await http.RecordAsync("token-issued", ("for", holder), ("name", input.Name), ("days", days.ToString())) is
            { } refused
        )
        {
            return refused;
        }

        var issued = await issuer.IssueAsync(
            kind,
            id,
            input.Name,
            TimeSpan.FromDays(days),
            new AccountReference(caller.Kind, caller.Id, caller.Name),
            cancellationToken
        );
        return TypedResults.Created(
            $"/api/v1/tokens/{issued.Token.Id}",
            new TokenJson(issued.Token.Id, issued.Text, input.Name, holder, issued.Token.Created, issued.Token.Expires)
        );
    }

    private static async Task<bool> HasNoOwnerAsync(
        IDbContextFactory<PortalDbContext> contexts,
        Guid account,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.WithoutOwner().AnyAsync(row => row.Id == account, cancellationToken);
    }

    private static async Task<IResult> RevokeAsync(
        Guid id,
        HttpContext http,
        TokenIssuer issuer,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        var caller = http.Caller();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var token = await context.AccessTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (token is null || (token.CallerId != caller.Id && !caller.Roles.Contains(PortalRoles.Admin)))
        {
            return TypedResults.Problem("There is no such token.", statusCode: StatusCodes.Status404NotFound);
        }

        if (await http.RecordAsync("token-revoked", ("token", id.ToString()), ("name", token.Name)) is { } refused)
        {
            return refused;
        }

        await issuer.RevokeAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>Represents what token is wanted.</summary>
/// <param name="Name">What its holder calls it.</param>
/// <param name="Days">How long it works, 1 to 366; default 90.</param>
/// <param name="ServiceAccount">The service account it stands for; oneself when left out.</param>
internal sealed record TokenInput(string Name, int? Days = null, string? ServiceAccount = null);

/// <summary>A token just issued.</summary>
internal sealed record TokenJson(
    Guid Id,
    string Token,
    string Name,
    string Caller,
    DateTimeOffset Created,
    DateTimeOffset Expires
);
