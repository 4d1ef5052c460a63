using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Sessions;

#pragma warning disable MA0048 // the resource and its JSON shape belong together

namespace Portal.Api;

/// <summary><c>/api/v1/records</c>.</summary>
internal static class RecordsApi
{
    public static void MapRecords(this IEndpointRouteBuilder api) =>
        api.MapGet("/records", SearchAsync).WithTags("Records").WithSummary("Records that match, newest first");

    private static async Task<Results<Ok<Page<RecordJson>>, ValidationProblem>> SearchAsync(
        [AsParameters] ListQuery query, HttpContext http, IDbContextFactory<PortalDbContext> contexts, CancellationToken cancellationToken)
    {
        if (query.TryFilter(http.Caller(), out var filter, out var cursor) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = context.SearchRecords(filter);
        if (cursor is { } after)
        {
            var latest = new DateTimeOffset(after.Ticks, TimeSpan.Zero);
            found = found.Where(record => record.Time <= latest).Skip(after.Skip);
        }

        var rows = await found.Take(query.PageSize + 1).WithPayload(context).ToListAsync(cancellationToken);
        return TypedResults.Ok(RecordJson.PageOf(rows, query.PageSize, cursor));
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
    JsonElement? RpcId,
    string? Payload,
    string Outcome,
    string? Rule,
    double? LatencyMs,
    JsonElement Masked,
    string? Hash)
{
    private static readonly JsonElement NothingMasked = JsonSerializer.Deserialize<JsonElement>("[]");

    /// <summary>A page from its rows, of which there is one more than the page takes when another page follows.</summary>
    public static Page<RecordJson> PageOf(List<RecordWithPayload> rows, int size, Cursor? cursor)
    {
        var page = rows.Take(size).ToList();
        var next = rows.Count > page.Count ? Cursor.After(page.ConvertAll(row => row.Record.Time), cursor).ToString() : null;
        return new Page<RecordJson>(page.ConvertAll(Of), next);
    }

    private static RecordJson Of(RecordWithPayload row)
    {
        var record = row.Record;
        return new RecordJson(
            string.Create(CultureInfo.InvariantCulture, $"{record.Stream:N}.{record.Sequence}"),
            record.SessionId, record.Stream, record.Sequence, record.Time,
            Name(record.Direction), Name(record.From), record.Method, record.Tool, RpcIdOf(record.RpcId), row.Payload,
            Name(record.Outcome), record.Rule, record.LatencyMicroseconds / 1000.0,
            record.Masked is null ? NothingMasked : JsonSerializer.Deserialize<JsonElement>(record.Masked),
            Hash: null);
    }

    // The id as it stood in the message; one too long to be kept whole is shown as text.
    private static JsonElement? RpcIdOf(string? id)
    {
        if (id is null)
        {
            return null;
        }

        return id.EndsWith('…') ? JsonSerializer.SerializeToElement(id) : JsonSerializer.Deserialize<JsonElement>(id);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
