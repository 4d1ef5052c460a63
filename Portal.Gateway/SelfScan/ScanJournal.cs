using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;
using Portal.Gateway.Keys;
using Row = Portal.Data.SelfScans.SelfScan;

namespace Portal.Gateway.SelfScan;

/// <summary>Signs the result of a self-scan and keeps it: as a record, and as a row of its own.</summary>
public sealed class ScanJournal(IDbContextFactory<PortalDbContext> contexts, StatementSigner signer, PortalJournal journal)
{
    /// <summary>The <c>typ</c> in the head of a signed result.</summary>
    public const string StatementType = "portal-self-scan+jws";

    internal async Task<Row?> LastAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context
            .SelfScans.AsNoTracking()
            .OrderByDescending(scan => scan.Started)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Describes a report as a row, signed where the signing key can be read, and stores nothing.</summary>
    internal Row Describe(ScanReport report) =>
        new()
        {
            Id = report.Id,
            Started = report.Started,
            Ended = report.Ended,
            Scope = JsonSerializer.Serialize(report.Scope, JsonSerializerOptions.Web),
            Bytes = report.Bytes,
            Findings = report.Findings,
            Places = JsonSerializer.Serialize(report.Places, JsonSerializerOptions.Web),
            Jws = signer.CanSign ? signer.Sign(JsonSerializer.Serialize(report, JsonSerializerOptions.Web), StatementType) : "",
        };

    internal async Task<(Row Row, bool IsRecorded)> SaveAsync(
        ScanReport report,
        KeyActor actor,
        CancellationToken cancellationToken
    )
    {
        var row = Describe(report);
        var isRecorded = await journal.RecordAsync(
            "self-scan",
            actor.Actor,
            actor.SourceIp,
            report.Findings == 0 ? RecordOutcome.Ok : RecordOutcome.Error,
            ("scan", report.Id.ToString()),
            ("findings", report.Findings.ToString()),
            ("bytes", report.Bytes.ToString()),
            ("jws", row.Jws)
        );
        if (isRecorded)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            context.SelfScans.Add(row);
            await context.SaveChangesAsync(cancellationToken);
        }

        return (row, isRecorded);
    }
}
