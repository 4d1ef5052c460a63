using Portal.Data.Locking;

namespace Portal.Data.Sessions;

/// <summary>Commits records to SQLite over one connection of its own, with prepared statements.</summary>
internal sealed class SqliteRecordStore(DatabaseOptions options, SqliteFiles files) : IRecordStore
{
    // What is written until the log is copied into the database: payloads and a guess for the rest of a record.
    private const long CheckpointBytes = 16 * 1024 * 1024;
    private const int RecordBytes = 512;
    private const int HitBytes = 128;

    // A hash goes to a page of its own in its tree, and the log takes whole pages.
    private const int CardBytes = 4096;

    private readonly SqliteCheckpointer _checkpointer = new(options.ConnectionString, files);
    private SqliteRecordConnection? _connection;
    private long _written;

    // The last stream that was written, and how far: what a database lacks that was put in this one's place.
    private (Guid Stream, long Sequence) _stored;

    /// <inheritdoc />
    public string? Fault => files.Fault;

    /// <inheritdoc />
    public void Commit(Guid stream, long firstSequence, IReadOnlyList<PendingRecord> records)
    {
        var deltas = SessionDelta.Of(records);

        // Before the transaction and not within it: the connection stays as it is, and is good again when the files are back.
        ThrowIfFaulty();
        try
        {
            var connection = Open();
            if (_checkpointer.TakeRest())
            {
                connection.Checkpoint();
            }

            connection.Write(stream, _stored.Stream == stream ? _stored.Sequence : 0, firstSequence, records, deltas);
        }
        catch
        {
            Drop();
            throw;
        }

        _stored = (stream, firstSequence + records.Count - 1);
        foreach (var delta in deltas)
        {
            delta.Stored();
        }

        WakeCheckpointer(records);

        // It may have gone to a file that nobody will find again, so nobody is told that it is stored.
        ThrowIfFaulty();
    }

    /// <inheritdoc />
    public long LastSequence(Guid stream)
    {
        ThrowIfFaulty();
        long last;
        try
        {
            last = Open().LastSequence(stream);
        }
        catch
        {
            Drop();
            throw;
        }

        // Numbers that were given once are not given again: whoever holds a record of that number would see another.
        return _stored.Stream != stream || last >= _stored.Sequence
            ? last
            : throw new DatabaseUnavailableException(SqliteRecordConnection.Lacking);
    }

    public void Dispose()
    {
        _checkpointer.Dispose();
        Drop();
    }

    private void ThrowIfFaulty()
    {
        if (files.Fault is { } reason)
        {
            throw new DatabaseUnavailableException(reason);
        }
    }

    private SqliteRecordConnection Open()
    {
        if (_connection is null)
        {
            _connection = new SqliteRecordConnection(options.ConnectionString);
            if (!files.AreWatched)
            {
                _connection.Mark(files.Mark);
            }

            files.Opened();
        }

        return _connection;
    }

    // Whatever went wrong, what comes next starts on a fresh connection. Closing the old one rolls back.
    private void Drop()
    {
        files.Closed();
        _connection?.Dispose();
        _connection = null;
    }

    private void WakeCheckpointer(IReadOnlyList<PendingRecord> records)
    {
        foreach (var record in records)
        {
            _written += record.Payload.Length + RecordBytes + (record.Hits.Count * HitBytes) + (record.Cards.Count * CardBytes);
        }

        if (_written >= CheckpointBytes)
        {
            _written = 0;
            _checkpointer.Wake();
        }
    }
}
