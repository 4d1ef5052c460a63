using System.Data;
using System.Text;
using Microsoft.Data.SqlClient;

namespace Portal.Data.Sessions;

/// <summary>
/// Commits records to SQL Server, one round trip a group: the transaction, the sessions and the rows travel as one batch.
/// </summary>
internal sealed class SqlServerRecordStore(DatabaseOptions options) : IRecordStore
{
    private SqlConnection? _connection;

    /// <inheritdoc />
    public void Commit(Guid stream, long firstSequence, IReadOnlyList<PendingRecord> records)
    {
        var deltas = SessionDelta.Of(records);
        try
        {
            _connection ??= Open();
            using var batch = new SqlBatch(_connection);
            batch.BatchCommands.Add(new SqlBatchCommand("SET XACT_ABORT ON; SET QUOTED_IDENTIFIER ON; BEGIN TRANSACTION"));
            foreach (var delta in deltas)
            {
                Add(batch, delta);
            }

            var sequence = firstSequence;
            foreach (var record in records)
            {
                batch.BatchCommands.Add(RecordCommand(stream, sequence, record));
                batch.BatchCommands.Add(Command(RecordSql.InsertPayload, stream, sequence++, Encoding.UTF8.GetString(record.Payload.Span)));
            }

            batch.BatchCommands.Add(new SqlBatchCommand("COMMIT TRANSACTION"));
            batch.ExecuteNonQuery();
        }
        catch
        {
            // Closing the connection rolls an open transaction back; the next group starts on a fresh one.
            _connection?.Dispose();
            _connection = null;
            throw;
        }

        foreach (var delta in deltas)
        {
            delta.Stored();
        }
    }

    /// <inheritdoc />
    public long LastSequence(Guid stream)
    {
        _connection ??= Open();
        using var command = new SqlCommand(RecordSql.LastSequence, _connection);
        command.Parameters.AddWithValue("@p1", stream);
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose() => _connection?.Dispose();

    private static void Add(SqlBatch batch, SessionDelta delta)
    {
        var session = delta.Session;
        var details = delta.Details;
        if (session.StoredDetails is not { } stored)
        {
            batch.BatchCommands.Add(Command(RecordSql.InsertSession, session.Id, session.CallerId, (byte)session.CallerKind, session.CallerName, session.Server,
                session.SourceIp, session.Started.UtcTicks, delta.LastSeen.UtcTicks, delta.Records, delta.Denied, delta.Held, delta.Masked,
                details.Protocol, details.ClientName, details.ClientVersion, Binary(details.ProtocolSessionHash), details.Ended?.UtcTicks));
            return;
        }

        batch.BatchCommands.Add(Command(RecordSql.CountSession, delta.LastSeen.UtcTicks, delta.Records, delta.Denied, delta.Held, delta.Masked, session.Id));
        if (stored != details)
        {
            batch.BatchCommands.Add(Command(RecordSql.DescribeSession, details.Protocol, details.ClientName, details.ClientVersion,
                Binary(details.ProtocolSessionHash), details.Ended?.UtcTicks, session.Id));
        }
    }

    private static SqlBatchCommand RecordCommand(Guid stream, long sequence, PendingRecord record) => Command(
        RecordSql.InsertRecord, stream, sequence, record.Session?.Id, record.Time.UtcTicks, (byte)record.Direction, (byte)record.From,
        record.Method, record.Tool, record.RpcId, (byte)record.Outcome, record.Rule, record.LatencyMicroseconds, record.MaskedCount, record.Masked);

    private static SqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new SqlBatchCommand(sql);
        for (var index = 0; index < values.Length; index++)
        {
            var name = $"@p{index + 1}";
            command.Parameters.Add(values[index] as SqlParameter is { } parameter
                ? new SqlParameter(name, parameter.SqlDbType) { Value = parameter.Value }
                : new SqlParameter(name, values[index] ?? DBNull.Value));
        }

        return command;
    }

    // A null without a type would be sent as nvarchar, which does not convert to varbinary.
    private static SqlParameter Binary(byte[]? value) => new() { SqlDbType = SqlDbType.VarBinary, Value = (object?)value ?? DBNull.Value };

    private SqlConnection Open()
    {
        var connection = new SqlConnection(options.ConnectionString);
        connection.Open();
        return connection;
    }
}
