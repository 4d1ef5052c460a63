using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Portal.E2E.Targets;

namespace Portal.E2E.Approvals;

/// <summary>Gives the seeded approver a token, which no seed file can: written to the database while the portal is down.</summary>
internal static class ApproverToken
{
    public static string Insert(string database)
    {
        var token = "pt_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = TimeProvider.System.GetUtcNow();
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO "AccessTokens" ("Id", "Hash", "Prefix", "Name", "CallerKind", "CallerId", "Created", "Expires")
            SELECT @id, @hash, 'pt_', 'e2e', 0, "Id", @created, @expires FROM "AspNetUsers" WHERE "Email" = @email
            """;
        command.Parameters.AddWithValue("@id", Guid.CreateVersion7().ToByteArray(bigEndian: true));
        command.Parameters.AddWithValue("@hash", SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        command.Parameters.AddWithValue("@created", now.UtcTicks);
        command.Parameters.AddWithValue("@expires", now.AddDays(1).UtcTicks);
        command.Parameters.AddWithValue("@email", PortalSeed.Approver);
        return command.ExecuteNonQuery() == 1 ? token : throw new InvalidOperationException("The seeded approver is not in the database.");
    }
}
