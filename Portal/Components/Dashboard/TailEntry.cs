using Portal.Data.Sessions;

namespace Portal.Components.Dashboard;

/// <summary>One message of the live list.</summary>
internal sealed record TailEntry(
    Guid? Session,
    string Caller,
    string? Server,
    DateTimeOffset Time,
    RecordDirection Direction,
    RecordOrigin From,
    RecordOutcome Outcome,
    string? Method,
    string? Tool,
    int Masked
)
{
    public static TailEntry Of(PendingRecord record) =>
        new(
            record.Session?.Id,
            record.Session?.CallerName ?? (record.Actor ?? RecordActor.Anonymous).Shown,
            record.Session?.Server,
            record.Time,
            record.Direction,
            record.From,
            record.Outcome,
            record.Method,
            record.Tool,
            record.MaskedCount
        );
}
