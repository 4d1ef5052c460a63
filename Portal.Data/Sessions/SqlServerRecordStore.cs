using System.Data;
using System.Text;
using Microsoft.Data.SqlClient;

namespace Portal.Data.Sessions;

/// <summary>
/// Commits records to SQL Server, one round trip a group: the transaction, the sessions and the rows travel as one batch.
/// </summary>
internal sealed class SqlServerRecordStore(DatabaseOptions options) : IRecordStore
{
    // Unique index, unique constraint or primary key: another replica took the number in between.
    private const int DuplicateInIndex = 2601;
    private const int DuplicateInConstraint = 2627;

    private SqlConnection? _connection;
    private Guid _stream;
    private int _number;

    /// <inheritdoc />
    public void Commit(Guid stream, long firstSequence, IReadOnlyList<PendingRecord> records)
    {
        var deltas = SessionDelta.Of(records);
        try
        {
            var connection = Open();
            var number = NumberOf(connection, stream, records[0].Time);
            using var batch = new SqlBatch(connection);
            batch.BatchCommands.Add(new SqlBatchCommand("SET XACT_ABORT ON; SET QUOTED_IDENTIFIER ON; BEGIN TRANSACTION"));
            foreach (var delta in deltas)
            {
                Add(batch, delta);
            }

            var sequence = firstSequence;
            foreach (var record in records)
            {
                Add(batch, RecordPosition.Of(number, sequence), stream, sequence, record);
                sequence++;
            }

            batch.BatchCommands.Add(new SqlBatchCommand("COMMIT TRANSACTION"));
            batch.ExecuteNonQuery();
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
    }

    /// <inheritdoc />
    public long LastSequence(Guid stream)
    {
        try
        {
            var connection = Open();
            if (FindNumber(connection, stream) is not { } number)
            {
                return 0;
            }

            return
                Ask(connection, RecordSql.LastPosition, RecordPosition.FirstOf(number), RecordPosition.LastOf(number))
                    is long position
                ? RecordPosition.SequenceOf(position)
                : 0;
        }
        catch
        {
            Drop();
            throw;
        }
    }

    public void Dispose() => _connection?.Dispose();

    private static void Add(SqlBatch batch, SessionDelta delta)
    {
        var session = delta.Session;
        var details = delta.Details;
        if (session.StoredDetails is not { } stored)
        {
            batch.BatchCommands.Add(
                Command(
                    RecordSql.InsertSession,
                    session.Id,
                    session.CallerId,
                    (byte)session.CallerKind,
                    session.CallerName,
                    session.Server,
                    session.SourceIp,
                    session.Started.UtcTicks,
                    delta.LastSeen.UtcTicks,
                    delta.Records,
                    delta.Denied,
                    delta.Held,
                    delta.Masked,
                    details.Protocol,
                    details.ClientName,
                    details.ClientVersion,
                    Binary(details.ProtocolSessionHash),
                    details.Ended?.UtcTicks
                )
            );
            return;
        }

        batch.BatchCommands.Add(
            Command(
                RecordSql.CountSession,
                delta.LastSeen.UtcTicks,
                delta.Records,
                delta.Denied,
                delta.Held,
                delta.Masked,
                session.Id
            )
        );
        if (stored != details)
        {
            batch.BatchCommands.Add(
                Command(
                    RecordSql.DescribeSession,
                    details.Protocol,
                    details.ClientName,
                    details.ClientVersion,
                    Binary(details.ProtocolSessionHash),
                    details.Ended?.UtcTicks,
                    session.Id
                )
            );
        }
    }

    // In a transaction of its own, so it is the stream's for good once it is there.
    private int NumberOf(SqlConnection connection, Guid stream, DateTimeOffset started)
    {
        if (_stream != stream)
        {
            _number = StreamNumber.Of(() => FindNumber(connection, stream), () => TakeNumber(connection, stream, started));
            _stream = stream;
        }

        return _number;
    }

    private static int? FindNumber(SqlConnection connection, Guid stream) =>
        Ask(connection, RecordSql.StreamNumber, stream) as int?;

    private static void TakeNumber(SqlConnection connection, Guid stream, DateTimeOffset started)
    {
        try
        {
            Ask(connection, RecordSql.InsertStream, stream, started.UtcTicks);
        }
        catch (SqlException exception) when (exception.Number is DuplicateInIndex or DuplicateInConstraint)
        {
            // The next try takes the number after it.
        }
    }

    private static object? Ask(SqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = new SqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue($"@p{command.Parameters.Count + 1}", value);
        }

        return command.ExecuteScalar();
    }

    private static void Add(SqlBatch batch, long position, Guid stream, long sequence, PendingRecord record)
    {
        var actor = record.StoredActor;
        batch.BatchCommands.Add(
            Command(
                RecordSql.InsertRecord,
                position,
                stream,
                sequence,
                record.Session?.Id,
                record.Time.UtcTicks,
                (byte)record.Direction,
                (byte)record.From,
                record.Method,
                record.Tool,
                record.RpcId,
                (byte)record.Outcome,
                record.Rule,
                record.LatencyMicroseconds,
                record.MaskedCount,
                (byte?)actor?.Kind,
                actor?.Id,
                actor?.Name,
                record.Headers,
                Encoding.UTF8.GetString(record.Payload.Span)
            )
        );
        var ordinal = 0;
        foreach (var hit in record.Hits)
        {
            batch.BatchCommands.Add(
                Command(
                    RecordSql.InsertHit,
                    position,
                    ordinal++,
                    hit.Kind,
                    hit.Path,
                    hit.Rule,
                    hit.RuleVersion,
                    hit.Action,
                    hit.Count,
                    hit.Why
                )
            );
        }

        foreach (var card in record.Cards)
        {
            batch.BatchCommands.Add(Command(RecordSql.InsertCard, Binary(card.Hash), position, card.KeyVersion));
        }
    }

    private static SqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new SqlBatchCommand(sql);
        for (var index = 0; index < values.Length; index++)
        {
            var name = $"@p{index + 1}";
            command.Parameters.Add(
                values[index] as SqlParameter is { } parameter
                    ? new SqlParameter(name, parameter.SqlDbType) { Value = parameter.Value }
                    : new SqlParameter(name, values[index] ?? DBNull.Value)
            );
        }

        return command;
    }

    // A null without a type would be sent as nvarchar, which does not convert to varbinary.
    private static SqlParameter Binary(byte[]? value) =>
        new() { SqlDbType = SqlDbType.VarBinary, Value = (object?)value ?? DBNull.Value };

    private SqlConnection Open()
    {
        if (_connection is null)
        {
            _connection = new SqlConnection(options.ConnectionString);
            _connection.Open();
        }

        return _connection;
    }

    // Closing rolls an open transaction back; what comes next starts on a fresh connection.
    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
