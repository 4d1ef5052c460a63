using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Gateway.Callers;

#pragma warning disable MA0048 // the resource and its JSON shape belong together

namespace Portal.Api;

/// <summary><c>/api/v1/callers</c>.</summary>
internal static class CallersApi
{
    public static void MapCallers(this IEndpointRouteBuilder api)
    {
        var callers = api.MapGroup("/callers").WithTags("Callers");
        callers
            .MapGet("/", ListAsync)
            .RequireAuthorization(PortalApi.Reader)
            .WithSummary("People and service accounts, with the last use of their tokens");
        callers
            .MapPost("/{id:guid}/revoke", RevokeAsync)
            .RequireAuthorization(PortalApi.Admin)
            .WithSummary("Revoke every token of a caller; at once");
    }

    private static async Task<IResult> ListAsync(IDbContextFactory<PortalDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var uses = await context
            .AccessTokens.GroupBy(token => token.CallerId)
            .Select(group => new { CallerId = group.Key, LastUsed = group.Max(token => token.LastUsed) })
            .ToDictionaryAsync(use => use.CallerId, use => use.LastUsed, cancellationToken);
        var people = await context
            .Users.AsNoTracking()
            .Select(person => new
            {
                person.Id,
                person.Email,
                person.Disabled,
                Roles = context
                    .UserRoles.Where(link => link.UserId == person.Id)
                    .Join(context.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Name!)
                    .ToList(),
            })
            .ToListAsync(cancellationToken);
        var accounts = await context.ServiceAccounts.AsNoTracking().ToListAsync(cancellationToken);
        var names = people.ToDictionary(person => person.Id, person => person.Email);
        string? Owner(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;
        var items = people
            .Select(person => new CallerDetailJson(
                person.Id,
                "person",
                person.Email!,
                person.Roles,
                person.Disabled,
                uses.GetValueOrDefault(person.Id),
                null
            ))
            .Concat(
                accounts.Select(account => new CallerDetailJson(
                    account.Id,
                    "service",
                    account.Name,
                    account.Roles,
                    account.Disabled,
                    uses.GetValueOrDefault(account.Id),
                    Owner(account.OwnerId)
                ))
            )
            .OrderBy(caller => caller.Name, StringComparer.Ordinal);
        return TypedResults.Ok(new Page<CallerDetailJson>([.. items], null));
    }

    private static async Task<IResult> RevokeAsync(
        Guid id,
        HttpContext http,
        TokenIssuer issuer,
        CancellationToken cancellationToken
    )
    {
        if (await http.RecordAsync("caller-revoked", ("caller", id.ToString())) is { } refused)
        {
            return refused;
        }

        return TypedResults.Ok(new { revoked = await issuer.RevokeAllAsync(id, cancellationToken) });
    }
}

/// <summary>A caller as the API shows it; the owner is that of a service account, null where nobody answers for it.</summary>
internal sealed record CallerDetailJson(
    Guid Id,
    string Kind,
    string Name,
    IReadOnlyList<string> Roles,
    bool Disabled,
    DateTimeOffset? LastUsed,
    string? Owner
);
