namespace Portal.Data.Sessions;

/// <summary>Commits groups of records, one transaction a group. Used by one writer at a time.</summary>
public interface IRecordStore : IDisposable
{
    /// <summary>
    /// Gets why nothing can be stored now, as far as that is known without trying; null otherwise. Cheap, and may be asked by any
    /// thread.
    /// </summary>
    string? Fault => null;

    /// <summary>
    /// The last sequence stored in a stream, 0 when there is none. Asked after a failure, because a commit whose answer was lost
    /// may have happened.
    /// </summary>
    long LastSequence(Guid stream);

    /// <summary>
    /// Commits the group durably, in order, with the sessions it touches. When this returns, every record survives a crash of the
    /// process and of the machine; when it throws, none of them was stored.
    /// </summary>
    /// <param name="stream">The writer's stream.</param>
    /// <param name="firstSequence">Sequence of the first record; the others follow without gaps.</param>
    /// <param name="records">The group, at least one.</param>
    void Commit(Guid stream, long firstSequence, IReadOnlyList<PendingRecord> records);
}
