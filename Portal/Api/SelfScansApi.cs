using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Gateway.Keys;
using Portal.Gateway.SelfScan;
using Row = Portal.Data.SelfScans.SelfScan;

#pragma warning disable MA0048 // the resource and its JSON shape belong together

namespace Portal.Api;

/// <summary><c>/api/v1/self-scans</c>.</summary>
internal static class SelfScansApi
{
    public static void MapSelfScans(this IEndpointRouteBuilder api)
    {
        var scans = api.MapGroup("/self-scans").WithTags("Controls");
        scans
            .MapGet("/", ListAsync)
            .RequireAuthorization(PortalApi.Reader)
            .WithSummary("Searches of the portal's own storage for card data, newest first, each signed");
        scans.MapPost("/", RunAsync).RequireAuthorization(PortalApi.Admin).WithSummary("Search the portal's own storage now");
    }

    private static async Task<IResult> ListAsync(
        string? after,
        int? take,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        var size = take ?? ListQuery.DefaultTake;
        Cursor cursor = default;
        if (size is < 1 or > ListQuery.MaxTake || (after is not null && !Cursor.TryParse(after, out cursor)))
        {
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    ["after"] = [$"'take' is 1 to {ListQuery.MaxTake}, 'after' the 'next' of the page before."],
                }
            );
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Row> found = context
            .SelfScans.AsNoTracking()
            .OrderByDescending(scan => scan.Started)
            .ThenByDescending(scan => scan.Id);
        if (after is not null)
        {
            var latest = new DateTimeOffset(cursor.Ticks, TimeSpan.Zero);
            found = found.Where(scan => scan.Started <= latest).Skip(cursor.Skip);
        }

        var rows = await found.Take(size + 1).ToListAsync(cancellationToken);
        var page = rows.Take(size).ToList();
        var next =
            rows.Count > size
                ? Cursor.After(page.ConvertAll(row => row.Started), after is null ? null : cursor).ToString()
                : null;
        return TypedResults.Ok(new Page<SelfScanJson>(page.ConvertAll(SelfScanJson.Of), next));
    }

    private static async Task<IResult> RunAsync(HttpContext http, SelfScanner scanner, CancellationToken cancellationToken)
    {
        var result = await scanner.RunAsync(
            new KeyActor(http.Caller().AsActor(), http.Connection.RemoteIpAddress?.ToString()),
            cancellationToken
        );
        return result.Outcome switch
        {
            SelfScanOutcome.Done => TypedResults.Ok(SelfScanJson.Of(result.Scan!)),
            SelfScanOutcome.AlreadyRunning => TypedResults.Problem(
                "A self-scan is running already.",
                statusCode: StatusCodes.Status409Conflict
            ),
            SelfScanOutcome.Unrecorded => TypedResults.Problem(
                "The result cannot be recorded right now. Try again later.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            ),
            _ => TypedResults.Problem(
                "The portal's storage could not be searched; the log says why.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            ),
        };
    }
}

/// <summary>A self-scan as the API shows it.</summary>
internal sealed record SelfScanJson(
    Guid Id,
    DateTimeOffset Started,
    DateTimeOffset Ended,
    ShownJson Scope,
    long Bytes,
    int Findings,
    ShownJson Places,
    string Jws
)
{
    public static SelfScanJson Of(Row row) =>
        new(
            row.Id,
            row.Started,
            row.Ended,
            new ShownJson(row.Scope),
            row.Bytes,
            row.Findings,
            new ShownJson(row.Places),
            row.Jws
        );
}
