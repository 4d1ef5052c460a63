using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.Gateway.Callers;
using Portal.Gateway.Configuration;

#pragma warning disable MA0048 // the resource and its JSON shape belong together

namespace Portal.Api;

/// <summary><c>/api/v1/sessions</c>.</summary>
internal static class SessionsApi
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapGet("/", SearchAsync).WithSummary("Sessions that match, newest first");
        sessions.MapGet("/{id:guid}", GetAsync).WithSummary("One session");
        sessions.MapGet("/{id:guid}/records", RecordsAsync).WithSummary("A session's records in the order they passed");
    }

    private static async Task<Results<Ok<Page<SessionJson>>, ValidationProblem, ProblemHttpResult>> SearchAsync(
        [AsParameters] ListQuery query,
        HttpContext http,
        IDbContextFactory<PortalDbContext> contexts,
        IOptions<GatewayOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (query.TryFilter(http.Caller(), out var filter, out var cursor) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        return await http.SearchAsync(
            filter == new SessionFilter(),
            async token =>
            {
                var (rows, next) = await FindAsync(query, filter, cursor, contexts, token);
                return new Page<SessionJson>(rows.ConvertAll(row => SessionJson.Of(row, options.Value, time.GetUtcNow())), next);
            },
            cancellationToken
        );
    }

    private static async Task<(List<Session> Rows, string? Next)> FindAsync(
        ListQuery query,
        SessionFilter filter,
        Cursor? cursor,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = context.Search(filter);
        if (cursor is { } after)
        {
            var latest = new DateTimeOffset(after.Ticks, TimeSpan.Zero);
            found = found.Where(session => session.Started <= latest).Skip(after.Skip);
        }

        var rows = await context.InterruptibleAsync(
            token => found.Take(query.PageSize + 1).ToListAsync(token),
            cancellationToken
        );
        var page = rows.Take(query.PageSize).ToList();
        return (page, rows.Count > page.Count ? Cursor.After(page.ConvertAll(row => row.Started), cursor).ToString() : null);
    }

    private static async Task<Results<Ok<SessionJson>, ProblemHttpResult>> GetAsync(
        Guid id,
        HttpContext http,
        IDbContextFactory<PortalDbContext> contexts,
        IOptions<GatewayOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var session = await VisibleAsync(context, http.Caller(), id, cancellationToken);
        return session is null ? NotFound() : TypedResults.Ok(SessionJson.Of(session, options.Value, time.GetUtcNow()));
    }

    private static async Task<Results<Ok<Page<RecordJson>>, ValidationProblem, ProblemHttpResult>> RecordsAsync(
        Guid id,
        [AsParameters] ListQuery query,
        HttpContext http,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        if (query.TryFilter(http.Caller(), out _, out var cursor) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await VisibleAsync(context, http.Caller(), id, cancellationToken) is null)
        {
            return NotFound();
        }

        var found = context.Timeline(id);
        if (cursor is { } after)
        {
            var earliest = new DateTimeOffset(after.Ticks, TimeSpan.Zero);
            found = found.Where(record => record.Time >= earliest).Skip(after.Skip);
        }

        var rows = await found.Take(query.PageSize + 1).WithPayload(context).ToListAsync(cancellationToken);
        return TypedResults.Ok(await RecordJson.PageOfAsync(context, rows, query.PageSize, cursor, cancellationToken));
    }

    private static async Task<Session?> VisibleAsync(
        PortalDbContext context,
        Caller caller,
        Guid id,
        CancellationToken cancellationToken
    )
    {
        var session = await context.Sessions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        return session is not null && (PortalRoles.ReadsEverySession(caller.Roles) || session.CallerId == caller.Id)
            ? session
            : null;
    }

    private static ProblemHttpResult NotFound() =>
        TypedResults.Problem("There is no such session.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>A session as the API shows it.</summary>
internal sealed record SessionJson(
    Guid Id,
    CallerJson Caller,
    ClientJson Client,
    string Server,
    string SourceIp,
    string? Protocol,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    double DurationMs,
    int Records,
    int Denied,
    int Held,
    int Masked,
    bool Sealed
)
{
    /// <summary>
    /// A session without a client's farewell has ended with its last message once it has been idle long enough.
    /// </summary>
    public static SessionJson Of(Session row, GatewayOptions options, DateTimeOffset now)
    {
        var ended = row.Ended ?? (now - row.LastSeen > TimeSpan.FromMinutes(options.SessionIdleMinutes) ? row.LastSeen : null);
        return new SessionJson(
            row.Id,
            new CallerJson(row.CallerId, row.CallerKind.ToString().ToLowerInvariant(), row.CallerName),
            new ClientJson(row.ClientName, row.ClientVersion),
            row.Server,
            row.SourceIp,
            row.Protocol,
            row.Started,
            ended,
            ((ended ?? row.LastSeen) - row.Started).TotalMilliseconds,
            row.Records,
            row.Denied,
            row.Held,
            row.Masked,
            Sealed: false
        );
    }
}

/// <summary>Who called.</summary>
internal sealed record CallerJson(Guid Id, string Kind, string Name);

/// <summary>The MCP client, as it calls itself.</summary>
internal sealed record ClientJson(string? Name, string? Version);
