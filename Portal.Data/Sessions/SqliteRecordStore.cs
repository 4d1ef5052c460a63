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

    private readonly SqliteCheckpointer _checkpointer = new(options.ConnectionString);
    private Connection? _connection;
    private long _written;

    /// <inheritdoc />
    public void Commit(Guid stream, long firstSequence, IReadOnlyList<PendingRecord> records)
    {
        var connection = _connection ??= new Connection(options.ConnectionString);
        var deltas = SessionDelta.Of(records);
        try
        {
            if (_checkpointer.TakeRest())
            {
                connection.Checkpoint();
            }

            connection.Write(stream, firstSequence, records, deltas);
        }
        catch
        {
            // Whatever went wrong, the next group starts on a fresh connection.
            connection.Dispose();
            _connection = null;
            throw;
        }

        foreach (var delta in deltas)
        {
            delta.Stored();
        }

        WakeCheckpointer(records);
    }

    /// <inheritdoc />
    public long LastSequence(Guid stream) => (_connection ??= new Connection(options.ConnectionString)).LastSequence(stream);

    public void Dispose()
    {
        _checkpointer.Dispose();
        _connection?.Dispose();
    }

    private void WakeCheckpointer(IReadOnlyList<PendingRecord> records)
    {
        foreach (var record in records)
        {
            _written += record.Payload.Length + RecordBytes;
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
        private readonly SqliteStatement _insertPayload;

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
            _insertPayload = new SqliteStatement(handle, RecordSql.InsertPayload);
        }

        public void Write(Guid stream, long sequence, IReadOnlyList<PendingRecord> records, List<SessionDelta> deltas)
        {
            _begin.Execute();
            foreach (var delta in deltas)
            {
                Write(delta);
            }

            foreach (var record in records)
            {
                Write(stream, sequence++, record);
            }

            _commit.Execute();
        }

        public void Checkpoint() => Execute(SqliteCheckpointer.Statement);

        public long LastSequence(Guid stream)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = RecordSql.LastSequence;
            command.Parameters.AddWithValue("@p1", stream.ToByteArray(bigEndian: true));
            return (long)command.ExecuteScalar()!;
        }

        public void Dispose()
        {
            // Closing rolls an open transaction back.
            _begin.Dispose();
            _commit.Dispose();
            _insertSession.Dispose();
            _countSession.Dispose();
            _describeSession.Dispose();
            _insertRecord.Dispose();
            _insertPayload.Dispose();
            _connection.Dispose();
        }

        private void Execute(string sql)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
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

        private void Write(Guid stream, long sequence, PendingRecord record)
        {
            _insertRecord
                .Bind(stream).Bind(sequence).Bind(record.Session?.Id).Bind(record.Time.UtcTicks)
                .Bind((long)record.Direction).Bind((long)record.From).Bind(record.Method).Bind(record.Tool).Bind(record.RpcId)
                .Bind((long)record.Outcome).Bind(record.Rule).Bind(record.LatencyMicroseconds).Bind(record.MaskedCount).Bind(record.Masked)
                .Execute();
            _insertPayload.Bind(stream).Bind(sequence).BindUtf8(record.Payload.Span).Execute();
        }
    }
}
