using System.Text;
using Portal.Data.People;
using Portal.Data.Sessions;

namespace Portal.Tests.Data;

/// <summary>Records and sessions to store.</summary>
internal static class Records
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static PendingRecord Of(string payload, SessionEntry? session = null, RecordOutcome outcome = RecordOutcome.Ok, RecordOrigin from = RecordOrigin.Client) =>
        new(session, Noon, RecordDirection.Request, from, outcome, Encoding.UTF8.GetBytes(payload));

    public static SessionEntry Session(Guid? caller = null, string server = "payments")
    {
        return new SessionEntry
        {
            Id = Guid.CreateVersion7(),
            CallerId = caller ?? Guid.CreateVersion7(),
            CallerKind = CallerKind.Service,
            CallerName = "nightly-batch",
            Server = server,
            SourceIp = "192.0.2.7",
            Started = Noon,
            ClientName = "client",
            ClientVersion = "1.0",
            Protocol = "2025-11-25",
        };
    }
}
