using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Portal.Data.Masking;
using Portal.Data.SelfScans;
using Portal.Data.Sessions;
using Portal.Gateway.Masking;
using Portal.Gateway.SelfScan;
using Portal.Tests.Data;
using Portal.Tests.Gateway.Masking;

namespace Portal.Tests.Gateway.SelfScan;

public sealed class StoreScanTests : IDisposable
{
    private const string Pan = "4111111111111111";

    private readonly TemporaryDatabase _database = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-scan-").FullName;

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Run_StoreOfMaskedTraffic_FindsNothing()
    {
        using var store = _database.OpenStore();
        FillWithTraffic(store);
        var (scope, bytes, findings, places) = Scan();
        Assert.Equal(0, findings);
        Assert.Empty(places);
        Assert.True(bytes > 100_000);
        Assert.Equal(["database file", "database log", "database"], scope);
    }

    [Theory]
    [InlineData("UPDATE Records SET Text = '{\"card\":\"4111111111111111\"}' WHERE Sequence = 7", "Records.Text of record 1/7")]
    [InlineData("UPDATE Records SET Text = '{\"card\":4111111111111111}' WHERE Sequence = 7", "Records.Text of record 1/7")]
    [InlineData("UPDATE Records SET Text = 'see 4111 1111 1111 1111!' WHERE Sequence = 7", "Records.Text of record 1/7")]
    [InlineData("UPDATE Records SET Tool = 'pay_4111111111111111' WHERE Sequence = 7", "Records.Tool of record 1/7")]
    [InlineData("UPDATE Sessions SET ClientVersion = '4111111111111111'", "Sessions.ClientVersion")]
    [InlineData("INSERT INTO AspNetRoles (Id, Name) VALUES (x'00', '4111111111111111')", "AspNetRoles.Name")]
    [InlineData("INSERT INTO MaskingLog VALUES (77, 0, 'pan', '$[''4111111111111111'']', 'r', 1, 'mask', 1, NULL)", "MaskingLog.Path of record 0/77")]
    [InlineData("INSERT INTO AspNetRoles (Id, Name) VALUES (CAST('4111111111111111' AS BLOB), 'role')", "AspNetRoles.Id")]
    [InlineData("CREATE TABLE Notes (Anything INTEGER); INSERT INTO Notes VALUES ('x 4111111111111111')", "Notes.Anything")]
    public void Run_OnePlantedNumber_FindsExactlyThatOne(string plant, string place)
    {
        using var store = _database.OpenStore();
        FillWithTraffic(store);
        _database.Execute(plant);
        var (_, _, findings, places) = Scan();
        Assert.Equal(1, findings);
        Assert.Contains(new ScanPlace("pan", place, 1), places);
        Assert.All(places, found => Assert.DoesNotContain("4111111111", found.Place, StringComparison.Ordinal));
    }

    [Fact]
    public void Run_NumberInTheLogOnly_IsFound()
    {
        using var store = _database.OpenStore();
        FillWithTraffic(store);
        _database.Execute($"PRAGMA wal_autocheckpoint=0; INSERT INTO AspNetRoles (Id, Name, NormalizedName) VALUES (x'01', 'card {Pan} is here', 'x'); UPDATE AspNetRoles SET Name = 'nothing';");
        Assert.DoesNotContain(_database.Query("SELECT Name FROM AspNetRoles"), row => row[0].Contains(Pan, StringComparison.Ordinal));

        var (_, _, findings, places) = Scan();

        Assert.Equal(1, findings);
        Assert.Equal(new ScanPlace("pan", "database log", 1), Assert.Single(places));
    }

    [Fact]
    public void Run_NumberNeverCommitted_IsFound()
    {
        using var store = _database.OpenStore();
        FillWithTraffic(store);
        using var connection = _database.Connect();
        using var command = connection.CreateCommand();
        // A cache of one page spills what is not committed into the log.
        command.CommandText = $"""
            PRAGMA cache_size=1; BEGIN;
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 3000)
            INSERT INTO RecordStreams (Number, Stream, Started) SELECT n + 10, 'card {Pan} ' || n, 0 FROM numbers;
            """;
        command.ExecuteNonQuery();
        var (_, _, findings, places) = Scan();
        Assert.Equal((1, "database log"), (findings, Assert.Single(places).Place));
    }

    [Fact]
    public void Run_SameNumberInManyPlaces_IsOneFinding()
    {
        using var store = _database.OpenStore();
        FillWithTraffic(store);
        _database.Execute($"UPDATE Records SET Text = '{{\"card\":\"{Pan}\"}}' WHERE Sequence IN (3, 4)");
        _database.Execute($"UPDATE Sessions SET ClientName = '4111-1111-1111-1111'");
        File.WriteAllText(Path.Combine(_folder, "portal.log"), $"card {Pan}\n");
        var (_, _, findings, places) = Scan(logs: _folder);
        Assert.Equal(1, findings);
        Assert.All(["Records.Text of record 1/3", "Records.Text of record 1/4", "Sessions.ClientName", "logs: portal.log"], place => Assert.Contains(new ScanPlace("pan", place, 1), places));
    }

    [Fact]
    public void Run_TwoNumbersAndACode_AreThreeFindings()
    {
        using var store = _database.OpenStore();
        FillWithTraffic(store);
        _database.Execute($$"""UPDATE Records SET Text = '{"cards":["{{Pan}}","5555555555554444"],"cvv":"123"}' WHERE Sequence = 2""");
        var (_, _, findings, places) = Scan();
        Assert.Equal(3, findings);
        Assert.Contains(new ScanPlace("pan", "Records.Text of record 1/2", 2), places);
        Assert.Contains(new ScanPlace("cvv", "Records.Text of record 1/2", 1), places);
    }

    [Fact]
    public void Run_OnACopyWithItsLog_FindsWhatIsInIt()
    {
        using var store = _database.OpenStore();
        FillWithTraffic(store);
        _database.Execute($"UPDATE Records SET Text = '{{\"card\":\"{Pan}\"}}' WHERE Sequence = 5");
        foreach (var suffix in new[] { "", "-wal" })
        {
            using var source = new FileStream(_database.File + suffix, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = File.Create(Path.Combine(_folder, "copy.db" + suffix));
            source.CopyTo(target);
        }

        var (_, _, findings, _) = Scan(new SqliteStoredValues(new Portal.Data.DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(_folder, "copy.db")}" }));
        Assert.Equal(1, findings);
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public void Run_LogsAndExports_AreSearchedPackedOrNot()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "old"));
        var line = $"2026-11-24T12:00:00Z info paid with {Pan}\n";
        File.WriteAllText(Path.Combine(_folder, "old", "a.log"), "nothing\n" + line);
        Assert.Equal(("logs: old/a.log", 1), PlaceOf(Scan(logs: _folder)));

        File.WriteAllText(Path.Combine(_folder, "old", "a.log"), line, Encoding.Unicode);
        Assert.Equal(("logs: old/a.log", 1), PlaceOf(Scan(logs: _folder)));

        File.Delete(Path.Combine(_folder, "old", "a.log"));
        using (var archive = ZipFile.Open(Path.Combine(_folder, "b.zip"), ZipArchiveMode.Create))
        using (var entry = new StreamWriter(archive.CreateEntry("records.jsonl").Open()))
        {
            entry.Write(line);
        }

        Assert.Equal(("exports: b.zip", 1), PlaceOf(Scan(exports: _folder)));

        File.Delete(Path.Combine(_folder, "b.zip"));
        using (var packed = new GZipStream(File.Create(Path.Combine(_folder, "c.gz")), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes(line));
        }

        Assert.Equal(("exports: c.gz", 1), PlaceOf(Scan(exports: _folder)));
    }

    [Theory]
    [InlineData(1_048_570)]
    [InlineData(1_048_576)]
    [InlineData(2_097_140)]
    public void Run_NumberWhereAPieceOfALongFileEnds_IsFound(int before)
    {
        File.WriteAllText(Path.Combine(_folder, "long.log"), new string('x', before - 1) + $" {Pan} " + new string('y', 3_000_000));
        Assert.Equal(("logs: long.log", 1), PlaceOf(Scan(logs: _folder)));
    }

    [Fact]
    public void Run_NumberInAFileName_IsFoundAndNotRepeated()
    {
        File.WriteAllText(Path.Combine(_folder, $"card {Pan}.txt"), "nothing");
        Assert.Equal(("logs: card 411111******1111.txt", 1), PlaceOf(Scan(logs: _folder)));
    }

    [Fact]
    public void Run_NumberUnderANameOfAnotherNumber_IsLeftAloneInTableAndLog()
    {
        using var store = _database.OpenStore();
        FillWithTraffic(store);
        var text = $$$"""{"shipment":{"elapsed_us":"{{{Pan}}}"}}""";
        Assert.Equal(0, new MessageMasker().MaskForRecord(Encoding.UTF8.GetBytes(text)).Count);
        _database.Execute($"UPDATE Records SET Text = '{text}' WHERE Sequence = 6");
        Assert.Equal(0, Scan().Findings);
    }

    [Fact]
    public void Run_FolderThatIsGone_Throws() => Assert.Throws<DirectoryNotFoundException>(() => Scan(logs: Path.Combine(_folder, "gone")));

    private static (string Place, int Findings) PlaceOf((IReadOnlyList<string> Scope, long Bytes, int Findings, IReadOnlyList<ScanPlace> Places) result) =>
        (Assert.Single(result.Places).Place.Replace('\\', '/'), result.Findings);

    private (IReadOnlyList<string> Scope, long Bytes, int Findings, IReadOnlyList<ScanPlace> Places) Scan(IStoredValues? values = null, string? logs = null, string? exports = null) =>
        new StoreScan(values ?? new SqliteStoredValues(_database.Options), Options.Create(new SelfScanOptions { LogDirectory = logs, ExportDirectory = exports }), new MessageMasker())
            .Run(TestContext.Current.CancellationToken);

    // What passes a gateway: masked cards as text and number, ids, times, digests, long texts over several pages.
    private static void FillWithTraffic(IRecordStore store)
    {
        var random = new Random(7);
        var session = Records.Session();
        var stream = Guid.CreateVersion7();
        var masker = new MessageMasker();
        for (var sequence = 1L; sequence <= 200; sequence++)
        {
            var card = TestCards.Some[random.Next(TestCards.Some.Length)];
            var text = $$"""
                {"id":{{random.NextInt64(1_000_000_000_000, 2_000_000_000_000)}},"card":"{{card}}","number":{{card}},"at":"2026-11-24T12:00:00.123456Z","ns":{{1_763_985_600_000_000_000 + random.NextInt64(1_000_000_000_000_000)}},
                "uuid":"{{Guid.NewGuid()}}","sha":"{{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(sequence)))}}","cvv":"{{random.Next(100, 999)}}","lat":{{random.NextDouble():F16}},
                "note":"{{new string('n', random.Next(9000))}}"}
                """;
            var masked = masker.MaskForRecord(Encoding.UTF8.GetBytes(text));
            store.Commit(stream, sequence,
            [
                Records.Of("", session) with
                {
                    Payload = masked.Json, Method = "tools/call", Tool = "get_customer", RpcId = $"{random.NextInt64(1_763_985_600_000, 1_763_985_700_000)}", LatencyMicroseconds = random.Next(), MaskedCount = masked.Count,
                    Hits = [.. masked.Hits.Select(hit => new PendingHit(hit.Kind, hit.Path, hit.Rule, hit.RuleVersion, "mask", hit.Count))],
                    Cards = [new PendingCard(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(sequence)), 1)],
                },
            ]);
        }
    }
}
