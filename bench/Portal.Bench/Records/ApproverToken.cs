using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Portal.Bench.Processes;

namespace Portal.Bench.Records;

/// <summary>
/// Gives the seeded approver a token, which no seed file can: written to the database while the gateway is down.
/// </summary>
internal static class ApproverToken
{
    public static string Insert(string database)
    {
        string token = "pt_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO "AccessTokens" ("Id", "Hash", "Prefix", "Name", "CallerKind", "CallerId", "Created", "Expires")
            SELECT @id, @hash, 'pt_', 'bench', 0, "Id", @created, @expires FROM "AspNetUsers" WHERE "Email" = @email
            """;
        command.Parameters.AddWithValue("@id", Guid.CreateVersion7().ToByteArray(bigEndian: true));
        command.Parameters.AddWithValue("@hash", SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        command.Parameters.AddWithValue("@created", now.UtcTicks);
        command.Parameters.AddWithValue("@expires", now.AddDays(1).UtcTicks);
        command.Parameters.AddWithValue("@email", GatewaySeed.Approver);
        return command.ExecuteNonQuery() == 1 ? token : throw new BenchException("The seeded approver is not in the database.");
    }
}
