namespace Portal.Data.Sessions;

/// <summary>Represents what one group of records adds to one session.</summary>
internal sealed class SessionDelta(SessionEntry session)
{
    public SessionEntry Session { get; } = session;

    /// <summary>The session's details as this group stores them.</summary>
    public SessionDetails Details { get; } = SessionDetails.Of(session);

    public DateTimeOffset LastSeen { get; private set; }

    public int Records { get; private set; }

    public int Denied { get; private set; }

    public int Held { get; private set; }

    public int Masked { get; private set; }

    /// <summary>The sessions a group touches, in the order of their first record.</summary>
    public static List<SessionDelta> Of(IReadOnlyList<PendingRecord> records)
    {
        var deltas = new List<SessionDelta>();
        var bySession = new Dictionary<SessionEntry, SessionDelta>(ReferenceEqualityComparer.Instance);
        foreach (var record in records)
        {
            if (record.Session is not { } session)
            {
                continue;
            }

            if (!bySession.TryGetValue(session, out var delta))
            {
                bySession.Add(session, delta = new SessionDelta(session));
                deltas.Add(delta);
            }

            delta.Add(record);
        }

        return deltas;
    }

    /// <summary>Notes that the group is durable.</summary>
    public void Stored() => Session.StoredDetails = Details;

    private void Add(PendingRecord record)
    {
        LastSeen = record.Time > LastSeen ? record.Time : LastSeen;
        Records++;
        Masked += record.MaskedCount;
        Denied += record is { Outcome: RecordOutcome.Denied, From: RecordOrigin.Client } ? 1 : 0;
        Held += record is { Outcome: RecordOutcome.Held, From: RecordOrigin.Client } ? 1 : 0;
    }
}
