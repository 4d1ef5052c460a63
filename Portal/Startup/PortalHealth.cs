using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;
using Portal.Gateway.Storage;

namespace Portal.Startup;

/// <summary>Health for load balancers and operators.</summary>
internal static class PortalHealth
{
    /// <summary>Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (calls can be recorded).</summary>
    public static void MapPortalHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).ExcludeFromDescription();
        endpoints.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(
        RecordWriter writer,
        IRecordStore store,
        StorageWatch storage,
        PortalJournal journal,
        IDbContextFactory<PortalDbContext> contexts,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var database = await context.Database.CanConnectAsync(cancellationToken);
        var isStalled = writer.OldestWait > RecordWriter.StallLimit;
        if ((writer.FailingSince is not null || store.Fault is not null) && !isStalled)
        {
            // Without calls nobody else would find out that recording works again.
            await journal.RecordAsync("recording-checked", RecordActor.Portal, null, RecordOutcome.Ok);
        }

        var reason = store.Fault;
        var recording = writer.FailingSince is null && !isStalled && reason is null;
        var ready = database && recording && !storage.IsFull;
        var state = new
        {
            status = ready ? "ready" : "not ready",
            database,
            recording,
            failingSince = writer.FailingSince,
            oldestWaitSeconds = Math.Round(writer.OldestWait.TotalSeconds, 1),
            reason,
            disk = storage.State.ToString().ToLowerInvariant(),
        };
        return TypedResults.Json(state, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
