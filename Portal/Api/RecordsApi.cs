using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Masking;
using Portal.Data.Sessions;
using Portal.Gateway.Masking;

#pragma warning disable MA0048 // the resource and its JSON shape belong together

namespace Portal.Api;

/// <summary><c>/api/v1/records</c>.</summary>
internal static class RecordsApi
{
    public static void MapRecords(this IEndpointRouteBuilder api) =>
        api.MapGet("/records", SearchAsync).WithTags("Records").WithSummary("Records that match, newest first");

    private static async Task<Results<Ok<Page<RecordJson>>, ValidationProblem, ProblemHttpResult>> SearchAsync(
        [AsParameters] ListQuery query,
        HttpContext http,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        if (query.TryFilter(http.Caller(), out var filter, out var cursor) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        return await http.SearchAsync(
            filter == new SessionFilter(),
            token => FindAsync(query, filter, cursor, contexts, token),
            cancellationToken
        );
    }

    private static async Task<Page<RecordJson>> FindAsync(
        ListQuery query,
        SessionFilter filter,
        Cursor? cursor,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = context.SearchRecords(filter);
        if (cursor is { } after)
        {
            var latest = new DateTimeOffset(after.Ticks, TimeSpan.Zero);
            found = found.Where(record => record.Time <= latest).Skip(after.Skip);
        }

        var rows = await context.InterruptibleAsync(
            token => found.Take(query.PageSize + 1).WithPayload(context).ToListAsync(token),
            cancellationToken
        );
        return await RecordJson.PageOfAsync(context, rows, query.PageSize, cursor, cancellationToken);
    }
}

/// <summary>A record as the API shows it.</summary>
internal sealed record RecordJson(
    string Id,
    Guid? Session,
    Guid Stream,
    long Sequence,
    DateTimeOffset Time,
    string Direction,
    string From,
    string? Method,
    string? Tool,
    ShownJson? RpcId,
    string? Payload,
    ShownJson? Headers,
    string Outcome,
    string? Rule,
    double? LatencyMs,
    IReadOnlyList<MaskedJson> Masked,
    ActorJson? Actor,
    string? Hash
)
{
    /// <summary>A page from its rows, of which there is one more than the page takes when another page follows.</summary>
    public static async Task<Page<RecordJson>> PageOfAsync(
        PortalDbContext context,
        List<RecordWithPayload> rows,
        int size,
        Cursor? cursor,
        CancellationToken cancellationToken
    )
    {
        var page = rows.Take(size).ToList();
        var next = rows.Count > page.Count ? Cursor.After(page.ConvertAll(row => row.Record.Time), cursor).ToString() : null;
        return new Page<RecordJson>(await ListOfAsync(context, page, cancellationToken), next);
    }

    /// <summary>Records with what was masked in them.</summary>
    public static async Task<IReadOnlyList<RecordJson>> ListOfAsync(
        PortalDbContext context,
        List<RecordWithPayload> rows,
        CancellationToken cancellationToken
    )
    {
        var positions = rows.Where(row => row.Record.MaskedCount > 0).Select(row => row.Record.Position).ToList();
        var masked = await context.MaskingOfAsync(positions, cancellationToken);
        var ids = rows.Where(row => row.Record.ActorKind is null)
            .Select(row => row.Record.SessionId)
            .OfType<Guid>()
            .Distinct()
            .ToList();
        var callers = await context
            .Sessions.AsNoTracking()
            .Where(session => ids.Contains(session.Id))
            .ToDictionaryAsync(session => session.Id, session => RecordActor.Of(session), cancellationToken);
        return rows.ConvertAll(row =>
            Of(
                row,
                masked[row.Record.Position],
                row.Record.Actor ?? callers.GetValueOrDefault(row.Record.SessionId ?? Guid.Empty)
            )
        );
    }

    /// <summary>A record's id, <c>stream.sequence</c>.</summary>
    public static string IdOf(Record record) =>
        string.Create(CultureInfo.InvariantCulture, $"{record.Stream:N}.{record.Sequence}");

    private static RecordJson Of(RecordWithPayload row, IEnumerable<MaskingLogEntry> masked, RecordActor? actor)
    {
        var record = row.Record;
        return new RecordJson(
            IdOf(record),
            record.SessionId,
            record.Stream,
            record.Sequence,
            record.Time,
            Name(record.Direction),
            Name(record.From),
            record.Method,
            record.Tool,
            ShownJson.Of(record.RpcId),
            row.Payload,
            ShownJson.Of(row.Headers),
            Name(record.Outcome),
            record.Rule,
            record.LatencyMicroseconds / 1000.0,
            [.. masked.Select(MaskedJson.Of)],
            actor is null ? null : new ActorJson(Name(actor.Kind), actor.Id, actor.Name),
            Hash: null
        );
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>
/// Who did what a record says: a <c>person</c>, a <c>service</c> account, the <c>portal</c> by itself, or somebody
/// <c>anonymous</c>.
/// </summary>
internal sealed record ActorJson(string Kind, Guid? Id, string? Name);

/// <summary>Represents what was masked at one place of a record, never the value.</summary>
internal sealed record MaskedJson(
    string Kind,
    string Path,
    string Rule,
    int RuleVersion,
    string Action,
    int Count,
    IReadOnlyList<string> Reasons
)
{
    public static MaskedJson Of(MaskingLogEntry entry) =>
        new(entry.Kind, entry.Path, entry.Rule, entry.RuleVersion, entry.Action, entry.Count, ReasonsOf(entry));

    /// <summary>Names of the reasons, strongest first; empty where none is known.</summary>
    public static IReadOnlyList<string> ReasonsOf(MaskingLogEntry entry) =>
        [.. MaskingReasonNames.Split(entry.Why).Select(MaskingReasonNames.ApiNameOf)];
}
