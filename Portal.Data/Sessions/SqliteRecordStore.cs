using Microsoft.Data.Sqlite;

namespace Portal.Data.Sessions;

/// <summary>Commits records to SQLite over one connection of its own, with prepared statements.</summary>
internal sealed class SqliteRecordStore(DatabaseOptions options) : IRecordStore
{
    // A locked database must turn into refused calls while their clients still listen.
    // Checkpoints are the store's own business, so that they do not fall into the middle of a group of small commits.
    private const string Pragmas = DurableSqliteInterceptor.Pragmas + " PRAGMA busy_timeout=2000; PRAGMA wal_autocheckpoint=8192; PRAGMA cache_size=-8192;";

    private Connection? _connection;

    /// <inheritdoc />
    public void Commit(Guid stream, long firstSequence, IReadOnlyList<PendingRecord> records)
    {
        var connection = _connection ??= new Connection(options.ConnectionString);
        var deltas = SessionDelta.Of(records);
        try
        {
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
            delta.Session.Stored = true;
        }
    }

    /// <inheritdoc />
    public long LastSequence(Guid stream) => (_connection ??= new Connection(options.ConnectionString)).LastSequence(stream);

    public void Dispose() => _connection?.Dispose();

    private sealed class Connection : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteStatement _begin;
        private readonly SqliteStatement _commit;
        private readonly SqliteStatement _insertSession;
        private readonly SqliteStatement _updateSession;
        private readonly SqliteStatement _insertRecord;
        private readonly SqliteStatement _insertPayload;

        public Connection(string connectionString)
        {
            _connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
            _connection.Open();
            using (var command = _connection.CreateCommand())
            {
                command.CommandText = Pragmas;
                command.ExecuteNonQuery();
            }

            var handle = _connection.Handle!;
            _begin = new SqliteStatement(handle, "BEGIN IMMEDIATE");
            _commit = new SqliteStatement(handle, "COMMIT");
            _insertSession = new SqliteStatement(handle, RecordSql.InsertSession);
            _updateSession = new SqliteStatement(handle, RecordSql.UpdateSession);
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
            _updateSession.Dispose();
            _insertRecord.Dispose();
            _insertPayload.Dispose();
            _connection.Dispose();
        }

        private void Write(SessionDelta delta)
        {
            var session = delta.Session;
            if (session.Stored)
            {
                _updateSession
                    .Bind(delta.LastSeen.UtcTicks).Bind(delta.Records).Bind(delta.Denied).Bind(delta.Held).Bind(delta.Masked)
                    .Bind(session.Protocol).Bind(session.ClientName).Bind(session.ClientVersion)
                    .BindBlob(session.ProtocolSessionHash).Bind(session.Ended?.UtcTicks).Bind(session.Id)
                    .Execute();
                return;
            }

            _insertSession
                .Bind(session.Id).Bind(session.CallerId).Bind((long)session.CallerKind).Bind(session.CallerName).Bind(session.Server)
                .Bind(session.SourceIp).Bind(session.Started.UtcTicks)
                .Bind(delta.LastSeen.UtcTicks).Bind(delta.Records).Bind(delta.Denied).Bind(delta.Held).Bind(delta.Masked)
                .Bind(session.Protocol).Bind(session.ClientName).Bind(session.ClientVersion)
                .BindBlob(session.ProtocolSessionHash).Bind(session.Ended?.UtcTicks)
                .Execute();
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
