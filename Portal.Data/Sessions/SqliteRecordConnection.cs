using Microsoft.Data.Sqlite;
using Portal.Data.Locking;

namespace Portal.Data.Sessions;

/// <summary>The record writer's connection to SQLite with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteRecordConnection : IDisposable
{
    public const string Lacking =
        "The database lacks records that this portal has stored: another one was put in its place. "
        + "Put the right one back, or stop the portal and start it again on this one.";

    // A locked database must turn into refused calls while their clients still listen.
    // The writer's own automatic checkpoint is for the case that the checkpointer cannot do it: 32768 pages are 128 MB of log.
    private const int BusySeconds = 2;
    private const string Pragmas =
        DurableSqliteInterceptor.Pragmas + " PRAGMA busy_timeout=2000; PRAGMA wal_autocheckpoint=32768; PRAGMA cache_size=-8192;";

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _insertSession;
    private readonly SqliteStatement _countSession;
    private readonly SqliteStatement _describeSession;
    private readonly SqliteStatement _insertRecord;
    private readonly SqliteStatement _insertHit;
    private readonly SqliteStatement _insertCard;
    private readonly SqliteStatement _lastPosition;

    // Kept no longer than the connection: a number taken in a transaction that failed is nobody's.
    private Guid _stream;
    private int _number;

    public SqliteRecordConnection(string connectionString)
    {
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(SqliteFiles.Existing(connectionString)) { Pooling = false }.ToString()
        );
        try
        {
            _connection.Open();
            Execute(Pragmas);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }

        var handle = _connection.Handle!;
        _begin = new SqliteStatement(handle, "BEGIN IMMEDIATE");
        _commit = new SqliteStatement(handle, "COMMIT");
        _insertSession = new SqliteStatement(handle, RecordSql.InsertSession);
        _countSession = new SqliteStatement(handle, RecordSql.CountSession);
        _describeSession = new SqliteStatement(handle, RecordSql.DescribeSession);
        _insertRecord = new SqliteStatement(handle, RecordSql.InsertRecord);
        _insertHit = new SqliteStatement(handle, RecordSql.InsertHit);
        _insertCard = new SqliteStatement(handle, RecordSql.InsertCard);
        _lastPosition = new SqliteStatement(handle, RecordSql.LastPosition);
    }

    /// <summary>Commits a group.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="stored">How far the stream has been stored already; a database that lacks some of it is not the right
    /// one.</param>
    /// <param name="sequence">Sequence of the first record.</param>
    /// <param name="records">The group.</param>
    /// <param name="deltas">The sessions it touches.</param>
    public void Write(Guid stream, long stored, long sequence, IReadOnlyList<PendingRecord> records, List<SessionDelta> deltas)
    {
        _begin.Execute();
        var number = NumberOf(stream, records[0].Time);
        ThrowIfLacking(number, stored);
        foreach (var delta in deltas)
        {
            Write(delta);
        }

        foreach (var record in records)
        {
            Write(RecordPosition.Of(number, sequence), stream, sequence, record);
            sequence++;
        }

        _commit.Execute();
    }

    /// <summary>Puts a number into the file's header.</summary>
    public void Mark(int number) => Execute($"PRAGMA user_version={number}; {SqliteCheckpointer.Statement}");

    public void Checkpoint() => Execute(SqliteCheckpointer.Statement);

    public long LastSequence(Guid stream)
    {
        if (FindNumber(stream) is not { } number)
        {
            return 0;
        }

        return Ask(RecordSql.LastPosition, RecordPosition.FirstOf(number), RecordPosition.LastOf(number)) is long position
            ? RecordPosition.SequenceOf(position)
            : 0;
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _insertSession.Dispose();
        _countSession.Dispose();
        _describeSession.Dispose();
        _insertRecord.Dispose();
        _insertHit.Dispose();
        _insertCard.Dispose();
        _lastPosition.Dispose();
        _connection.Dispose();
    }

    // Within the transaction: a database that was restored over this one, by SQLite's own means, has the right file and the wrong
    // records.
    private void ThrowIfLacking(int number, long last)
    {
        var found = _lastPosition.Bind(RecordPosition.FirstOf(number)).Bind(RecordPosition.LastOf(number)).ReadNumber();
        if (last > 0 && (found is not { } position || RecordPosition.SequenceOf(position) < last))
        {
            throw new DatabaseUnavailableException(Lacking);
        }
    }

    private int NumberOf(Guid stream, DateTimeOffset started)
    {
        if (_stream != stream)
        {
            _number = StreamNumber.Of(() => FindNumber(stream), () => Ask(RecordSql.InsertStream, Key(stream), started.UtcTicks));
            _stream = stream;
        }

        return _number;
    }

    private int? FindNumber(Guid stream) => Ask(RecordSql.StreamNumber, Key(stream)) is long number ? (int)number : null;

    private static byte[] Key(Guid stream) => stream.ToByteArray(bigEndian: true);

    private void Execute(string sql) => Ask(sql);

    // For what is rare; statements of every group are prepared.
    private object? Ask(string sql, params ReadOnlySpan<object> values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            command.Parameters.AddWithValue($"@p{command.Parameters.Count + 1}", value);
        }

        // The library would try a locked database for 30 s.
        command.CommandTimeout = BusySeconds;
        return command.ExecuteScalar();
    }

    private void Write(SessionDelta delta)
    {
        var session = delta.Session;
        var details = delta.Details;
        if (session.StoredDetails is not { } stored)
        {
            _insertSession
                .Bind(session.Id)
                .Bind(session.CallerId)
                .Bind((long)session.CallerKind)
                .Bind(session.CallerName)
                .Bind(session.Server)
                .Bind(session.SourceIp)
                .Bind(session.Started.UtcTicks)
                .Bind(delta.LastSeen.UtcTicks)
                .Bind(delta.Records)
                .Bind(delta.Denied)
                .Bind(delta.Held)
                .Bind(delta.Masked)
                .Bind(details.Protocol)
                .Bind(details.ClientName)
                .Bind(details.ClientVersion)
                .BindBlob(details.ProtocolSessionHash)
                .Bind(details.Ended?.UtcTicks)
                .Execute();
            return;
        }

        _countSession
            .Bind(delta.LastSeen.UtcTicks)
            .Bind(delta.Records)
            .Bind(delta.Denied)
            .Bind(delta.Held)
            .Bind(delta.Masked)
            .Bind(session.Id)
            .Execute();
        if (stored != details)
        {
            _describeSession
                .Bind(details.Protocol)
                .Bind(details.ClientName)
                .Bind(details.ClientVersion)
                .BindBlob(details.ProtocolSessionHash)
                .Bind(details.Ended?.UtcTicks)
                .Bind(session.Id)
                .Execute();
        }
    }

    private void Write(long position, Guid stream, long sequence, PendingRecord record)
    {
        var actor = record.StoredActor;
        _insertRecord
            .Bind(position)
            .Bind(stream)
            .Bind(sequence)
            .Bind(record.Session?.Id)
            .Bind(record.Time.UtcTicks)
            .Bind((long)record.Direction)
            .Bind((long)record.From)
            .Bind(record.Method)
            .Bind(record.Tool)
            .Bind(record.RpcId)
            .Bind((long)record.Outcome)
            .Bind(record.Rule)
            .Bind(record.LatencyMicroseconds)
            .Bind(record.MaskedCount)
            .Bind((long?)actor?.Kind)
            .Bind(actor?.Id)
            .Bind(actor?.Name)
            .Bind(record.Headers)
            .BindUtf8(record.Payload.Span)
            .Execute();
        var ordinal = 0;
        foreach (var hit in record.Hits)
        {
            _insertHit
                .Bind(position)
                .Bind(ordinal++)
                .Bind(hit.Kind)
                .Bind(hit.Path)
                .Bind(hit.Rule)
                .Bind(hit.RuleVersion)
                .Bind(hit.Action)
                .Bind(hit.Count)
                .Bind(hit.Why)
                .Execute();
        }

        foreach (var card in record.Cards)
        {
            _insertCard.BindBlob(card.Hash).Bind(position).Bind(card.KeyVersion).Execute();
        }
    }
}
