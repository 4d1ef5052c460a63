using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Masking;

#pragma warning disable MA0048 // the resource and its JSON shape belong together

namespace Portal.Api;

/// <summary><c>/api/v1/masking-log</c>.</summary>
internal static class MaskingLogApi
{
    public static void MapMaskingLog(this IEndpointRouteBuilder api) =>
        api.MapGet("/masking-log", SearchAsync)
            .WithTags("Masking")
            .WithSummary("What was masked, place by place and never the value, newest first");

    private static async Task<Results<Ok<Page<MaskingLogJson>>, ValidationProblem, ProblemHttpResult>> SearchAsync(
        [AsParameters] MaskingLogQuery query,
        HttpContext http,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        if (query.TryFilter(http.Caller(), out var filter) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        return await http.SearchAsync(
            isPlain: false,
            token => FindAsync(query.PageSize, filter, contexts, token),
            cancellationToken
        );
    }

    private static async Task<Page<MaskingLogJson>> FindAsync(
        int size,
        MaskingLogFilter filter,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.InterruptibleAsync(
            token => context.SearchMaskingLog(filter).Take(size + 1).ToListAsync(token),
            cancellationToken
        );
        var page = rows.Take(size).ToList();
        var next =
            rows.Count > page.Count ? new PositionCursor(page[^1].Entry.Position, page[^1].Entry.Ordinal).ToString() : null;
        return new Page<MaskingLogJson>(page.ConvertAll(MaskingLogJson.Of), next);
    }
}

/// <summary>A row of the masking log as the API shows it.</summary>
internal sealed record MaskingLogJson(
    string Record,
    Guid? Session,
    DateTimeOffset Time,
    string? Server,
    string? Caller,
    string? Tool,
    string Direction,
    string From,
    string Kind,
    string Path,
    string Rule,
    int RuleVersion,
    string Action,
    int Count,
    IReadOnlyList<string> Reasons
)
{
    public static MaskingLogJson Of(MaskingLogRow row) =>
        new(
            RecordJson.IdOf(row.Record),
            row.Record.SessionId,
            row.Record.Time,
            row.Session?.Server,
            row.Session?.CallerName,
            row.Record.Tool,
            row.Record.Direction.ToString().ToLowerInvariant(),
            row.Record.From.ToString().ToLowerInvariant(),
            row.Entry.Kind,
            row.Entry.Path,
            row.Entry.Rule,
            row.Entry.RuleVersion,
            row.Entry.Action,
            row.Entry.Count,
            MaskedJson.ReasonsOf(row.Entry)
        );
}
