using Portal.Data.Sessions;

namespace Portal.Data.Locking;

/// <summary>Commits only while the database is this process's alone: no lock, no record, and without a record no call.</summary>
internal sealed class LeasedRecordStore(IRecordStore store, DatabaseLease lease) : IRecordStore
{
    /// <inheritdoc />
    public string? Fault => lease.Lost ?? store.Fault;

    /// <inheritdoc />
    public long LastSequence(Guid stream)
    {
        ThrowIfLost();
        return store.LastSequence(stream);
    }

    /// <inheritdoc />
    public void Commit(Guid stream, long firstSequence, IReadOnlyList<PendingRecord> records)
    {
        ThrowIfLost();
        store.Commit(stream, firstSequence, records);
    }

    public void Dispose() => store.Dispose();

    private void ThrowIfLost()
    {
        if (lease.Lost is { } reason)
        {
            throw new DatabaseUnavailableException(reason);
        }
    }
}
