using System.Text;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;

namespace Portal.Tests.Host;

/// <summary>The records committed since it was made, read from the database file beside the portal.</summary>
internal sealed class RecordWatch : IDisposable
{
    private readonly Channel<bool> _announced = Channel.CreateUnbounded<bool>();
    private readonly Func<SqliteConnection> _open;
    private readonly string _stream;
    private readonly long _mark;
    private readonly IDisposable _watching;

    public RecordWatch(RecordFeed feed, Guid stream, Func<SqliteConnection> open)
    {
        _open = open;
        _stream = Convert.ToHexString(stream.ToByteArray(bigEndian: true));
        _mark = Latest();
        _watching = feed.Watch(_ => _announced.Writer.TryWrite(true));
    }

    /// <summary>What has been committed by now, in order.</summary>
    public IReadOnlyList<PendingRecord> Seen
    {
        get
        {
            using var connection = _open();
            using var command = Command(connection, """
                SELECT "Direction", "From", "Outcome", "Method", "Tool", "RpcId", "Rule", "MaskedCount", "Text", "ActorKind", "ActorName"
                FROM "Records" WHERE hex("Stream") = @stream AND "Sequence" > @mark ORDER BY "Position"
                """);
            using var reader = command.ExecuteReader();
            var records = new List<PendingRecord>();
            while (reader.Read())
            {
                records.Add(new PendingRecord(null, default, (RecordDirection)reader.GetInt32(0), (RecordOrigin)reader.GetInt32(1), (RecordOutcome)reader.GetInt32(2), Encoding.UTF8.GetBytes(reader.GetString(8)))
                {
                    Method = Text(reader, 3),
                    Tool = Text(reader, 4),
                    RpcId = Text(reader, 5),
                    Rule = Text(reader, 6),
                    MaskedCount = reader.GetInt32(7),
                    Actor = reader.IsDBNull(9) ? null : new RecordActor((ActorKind)reader.GetInt32(9), null, Text(reader, 10)),
                });
            }

            return records;
        }
    }

    /// <summary>The first record that matches, waiting for it if need be.</summary>
    public async Task<PendingRecord> FirstAsync(Func<PendingRecord, bool> matches) => (await ManyAsync(1, matches))[0];

    /// <summary>The first so many records that match, waiting for them if need be.</summary>
    public async Task<IReadOnlyList<PendingRecord>> ManyAsync(int count, Func<PendingRecord, bool> matches)
    {
        while (true)
        {
            var seen = Seen;
            var found = seen.Where(matches).Take(count).ToList();
            if (found.Count == count)
            {
                return found;
            }

            try
            {
                await _announced.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Outer.Limit);
            }
            catch (TimeoutException exception)
            {
                throw new TimeoutException("No such record. There are: " + string.Join(Environment.NewLine, seen.Select(Describe)), exception);
            }
        }
    }

    public static string PayloadOf(PendingRecord record) => Encoding.UTF8.GetString(record.Payload.Span);

    public void Dispose() => _watching.Dispose();

    private static string Describe(PendingRecord record) => $"{record.Direction} {record.From} {record.Method} {record.Outcome} {PayloadOf(record)}";

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private long Latest()
    {
        using var connection = _open();
        using var command = Command(connection, """SELECT coalesce(max("Sequence"), 0) FROM "Records" WHERE hex("Stream") = @stream AND "Sequence" > @mark""");
        return (long)command.ExecuteScalar()!;
    }

    private SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("@stream", _stream);
        command.Parameters.AddWithValue("@mark", _mark);
        return command;
    }
}
