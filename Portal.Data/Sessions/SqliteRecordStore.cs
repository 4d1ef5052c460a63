using Microsoft.Data.Sqlite;

namespace Portal.Data.Sessions;

/// <summary>Commits records to SQLite over one connection of its own, with prepared statements.</summary>
internal sealed class SqliteRecordStore(DatabaseOptions options) : IRecordStore
{
    // A locked database must turn into refused calls while their clients still listen.
    // The writer's own automatic checkpoint is for the case that the checkpointer cannot do it: 32768 pages are 128 MB of log.
    private const string Pragmas = DurableSqliteInterceptor.Pragmas + " PRAGMA busy_timeout=2000; PRAGMA wal_autocheckpoint=32768; PRAGMA cache_size=-8192;";

    // What is written until the log is copied into the database: payloads and a guess for the rest of a record.
    private const long CheckpointBytes = 16 * 1024 * 1024;
    private const int RecordBytes = 512;
    private const int HitBytes = 96;

    // A hash goes to a page of its own in its tree, and the log takes whole pages.
    private const int CardBytes = 4096;

    private readonly SqliteCheckpointer _checkpointer = new(options.ConnectionString);
    private Connection? _connection;
    private long _written;

    /// <inheritdoc />
    public void Commit(Guid stream, long firstSequence, IReadOnlyList<PendingRecord> records)
    {
        var deltas = SessionDelta.Of(records);
        try
        {
            var connection = Open();
            if (_checkpointer.TakeRest())
            {
                connection.Checkpoint();
            }

            connection.Write(stream, firstSequence, records, deltas);
        }
        catch
        {
            Drop();
            throw;
        }

        foreach (var delta in deltas)
        {
            delta.Stored();
        }

        WakeCheckpointer(records);
    }

    /// <inheritdoc />
    public long LastSequence(Guid stream)
    {
        try
        {
            return Open().LastSequence(stream);
        }
        catch
        {
            Drop();
            throw;
        }
    }

    public void Dispose()
    {
        _checkpointer.Dispose();
        _connection?.Dispose();
    }

    private Connection Open() => _connection ??= new Connection(options.ConnectionString);

    // Whatever went wrong, what comes next starts on a fresh connection. Closing the old one rolls back.
    private void Drop()
    {
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

    private sealed class Connection : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteStatement _begin;
        private readonly SqliteStatement _commit;
        private readonly SqliteStatement _insertSession;
        private readonly SqliteStatement _countSession;
        private readonly SqliteStatement _describeSession;
        private readonly SqliteStatement _insertRecord;
        private readonly SqliteStatement _insertHit;
        private readonly SqliteStatement _insertCard;

        // Kept no longer than the connection: a number taken in a transaction that failed is nobody's.
        private Guid _stream;
        private int _number;

        public Connection(string connectionString)
        {
            _connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
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
        }

        public void Write(Guid stream, long sequence, IReadOnlyList<PendingRecord> records, List<SessionDelta> deltas)
        {
            _begin.Execute();
            var number = NumberOf(stream, records[0].Time);
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
            _connection.Dispose();
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

            return command.ExecuteScalar();
        }

        private void Write(SessionDelta delta)
        {
            var session = delta.Session;
            var details = delta.Details;
            if (session.StoredDetails is not { } stored)
            {
                _insertSession
                    .Bind(session.Id).Bind(session.CallerId).Bind((long)session.CallerKind).Bind(session.CallerName).Bind(session.Server)
                    .Bind(session.SourceIp).Bind(session.Started.UtcTicks)
                    .Bind(delta.LastSeen.UtcTicks).Bind(delta.Records).Bind(delta.Denied).Bind(delta.Held).Bind(delta.Masked)
                    .Bind(details.Protocol).Bind(details.ClientName).Bind(details.ClientVersion)
                    .BindBlob(details.ProtocolSessionHash).Bind(details.Ended?.UtcTicks)
                    .Execute();
                return;
            }

            _countSession
                .Bind(delta.LastSeen.UtcTicks).Bind(delta.Records).Bind(delta.Denied).Bind(delta.Held).Bind(delta.Masked).Bind(session.Id)
                .Execute();
            if (stored != details)
            {
                _describeSession
                    .Bind(details.Protocol).Bind(details.ClientName).Bind(details.ClientVersion)
                    .BindBlob(details.ProtocolSessionHash).Bind(details.Ended?.UtcTicks).Bind(session.Id)
                    .Execute();
            }
        }

        private void Write(long position, Guid stream, long sequence, PendingRecord record)
        {
            var actor = record.StoredActor;
            _insertRecord
                .Bind(position).Bind(stream).Bind(sequence).Bind(record.Session?.Id).Bind(record.Time.UtcTicks)
                .Bind((long)record.Direction).Bind((long)record.From).Bind(record.Method).Bind(record.Tool).Bind(record.RpcId)
                .Bind((long)record.Outcome).Bind(record.Rule).Bind(record.LatencyMicroseconds).Bind(record.MaskedCount)
                .Bind((long?)actor?.Kind).Bind(actor?.Id).Bind(actor?.Name)
                .BindUtf8(record.Payload.Span)
                .Execute();
            var ordinal = 0;
            foreach (var hit in record.Hits)
            {
                _insertHit
                    .Bind(position).Bind(ordinal++).Bind(hit.Kind).Bind(hit.Path).Bind(hit.Rule).Bind(hit.RuleVersion).Bind(hit.Action).Bind(hit.Count)
                    .Execute();
            }

            foreach (var card in record.Cards)
            {
                _insertCard.BindBlob(card.Hash).Bind(position).Bind(card.KeyVersion).Execute();
            }
        }
    }
}
