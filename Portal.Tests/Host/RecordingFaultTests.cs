using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Data;
using Portal.Data.Locking;
using Portal.Data.Sessions;

namespace Portal.Tests.Host;

/// <summary>A portal that waits one second for a record.</summary>
public class StrictHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal) { ["Gateway:Recording:TimeoutSeconds"] = "1" };
}

/// <summary>A portal that does not wait for records.</summary>
public sealed class RelaxedHost : PortalHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal) { ["Gateway:Recording:Durability"] = "Relaxed" };
}

public sealed class RelaxedRecordingTests(RelaxedHost host) : IClassFixture<RelaxedHost>
{
    [Fact]
    public async Task Records_WrittenAfterTheReplyWasReleased_HoldWhatPassed()
    {
        using var holding = new ManualResetEventSlim();
        using var watch = host.Watch();
        host.Store.Before = _ => holding.Wait(Outer.Limit);
        for (var call = 0; call < 20; call++)
        {
            var text = $"reply {call} {new string((char)('a' + call), 2000)}";
            Assert.Equal(text, (await host.CallAsync(upstream => upstream.TextAsync(text))).ToolText);
        }

        host.Store.Before = null;
        holding.Set();
        for (var call = 0; call < 20; call++)
        {
            var expected = $"reply {call} {new string((char)('a' + call), 2000)}";
            await watch.FirstAsync(record => record.From == RecordOrigin.Server && RecordWatch.PayloadOf(record).Contains(expected, StringComparison.Ordinal));
        }
    }
}

public sealed class RecordingFaultTests(StrictHost host) : IClassFixture<StrictHost>
{
    [Fact]
    public async Task Database_LockedByAnother_RefusesCallsAndRecovers()
    {
        await host.AssertServesAsync();
        var before = host.Upstream.Calls.Count;
        using (var other = host.OpenDatabase())
        {
            PortalHost.Execute(other, "BEGIN EXCLUSIVE");
            var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.SendAsync(PortalHost.Call("echo"))));
            var denied = await host.SendAsync(PortalHost.Call("drop_all"));
            var stranger = await host.SendAsync(PortalHost.Call("echo"), token: null);

            Assert.All(replies, reply => AssertUnrecorded(reply));
            AssertUnrecorded(denied);
            Assert.Equal(-32013, stranger.Code);
            Assert.Equal(503, stranger.Status);
            Assert.Equal(before, host.Upstream.Calls.Count);
            PortalHost.Execute(other, "ROLLBACK");
        }

        await RecoverAsync();
        await AssertGaplessAsync();
    }

    [Fact]
    public async Task Database_ThatStalls_IsNoticedAndLeavesNoCallOnRecordThatDidNotPass()
    {
        await host.AssertServesAsync();
        using var watch = host.Watch();
        using var stall = new ManualResetEventSlim();
        host.Store.Before = _ => stall.Wait(Outer.Limit);
        var before = host.Upstream.Calls.Count;

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.SendAsync(PortalHost.Call("stalled"))));
        var health = await host.ApiAsync("/health/ready", token: null);
        host.Store.Before = null;
        stall.Set();

        Assert.All(replies, AssertUnrecorded);
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.Equal(503, health.Status);
        Assert.Contains(host.Logs.Lines, line => line.Contains("Recording stalls", StringComparison.Ordinal));
        await watch.ManyAsync(20, record => record is { Tool: "stalled", Method: "portal/not-released" });
        Assert.Equal(20, watch.Seen.Count(record => record is { Tool: "stalled", Direction: RecordDirection.Request }));
        await RecoverAsync();
        await AssertGaplessAsync();
    }

    [Fact]
    public async Task Database_ReadOnly_RefusesCallsAndRecovers()
    {
        await host.AssertServesAsync();
        var before = host.Upstream.Calls.Count;
        var readOnly = new DatabaseOptions { ConnectionString = $"Data Source={host.DatabaseFile};Mode=ReadOnly" };
        using var files = new SqliteFiles(readOnly);
        host.Store.Instead = new SqliteRecordStore(readOnly, files);

        AssertUnrecorded(await host.SendAsync(PortalHost.Call("echo")));
        Assert.Equal(503, (await host.ApiAsync("/health/ready", token: null)).Status);
        Assert.Equal(200, (await host.ApiAsync("/health/live", token: null)).Status);
        Assert.Equal(before, host.Upstream.Calls.Count);

        host.Store.Instead.Dispose();
        host.Store.Instead = null;
        await RecoverAsync();
        await AssertGaplessAsync();
    }

    // SQLite's own error for a full disk, thrown by hand: filling a real one needs a file system of the test's own.
    [Fact]
    public async Task Database_Full_RefusesCallsAndRecovers()
    {
        var before = host.Upstream.Calls.Count;
        host.Store.Before = _ => throw new SqliteException("database or disk is full", 13);

        AssertUnrecorded(await host.SendAsync(PortalHost.Call("echo")));
        Assert.Equal(503, (await host.ApiAsync(HttpMethod.Put, "/api/v1/servers/late", PortalHost.Admin, """{"url":"http://127.0.0.1:7/mcp"}""")).Status);
        Assert.Equal(before, host.Upstream.Calls.Count);

        host.Store.Before = null;
        await RecoverAsync();
        Assert.Equal(404, (await host.ApiAsync("/api/v1/servers/late")).Status);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    public async Task Reply_ThatCannotBeRecorded_IsWithheld(string type)
    {
        using (var other = host.OpenDatabase())
        {
            // The real store fails in the real database, for what comes from servers only.
            PortalHost.Execute(other, """CREATE TRIGGER "refuse" BEFORE INSERT ON "Records" WHEN NEW."From" = 1 BEGIN SELECT RAISE(ABORT, 'no'); END""");
            using var watch = host.Watch();

            using var trigger = new Ending(() => PortalHost.Execute(other, """DROP TRIGGER IF EXISTS "refuse" """));
            var reply = await host.CallAsync(call =>
            {
                var message = $$$$"""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"secret answer"}]}}""";
                return call.AnswerAsync(type == "application/json" ? message : $"data: {message}\n\n", type);
            });

            PortalHost.Execute(other, """DROP TRIGGER "refuse" """);
            Assert.Equal(200, reply.Status);
            Assert.Contains("-32013", reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret answer", reply.Text, StringComparison.Ordinal);
            Assert.Contains(watch.Seen, record => record is { Direction: RecordDirection.Request, Outcome: RecordOutcome.Ok });
        }

        await RecoverAsync();
    }

    [Fact]
    public async Task Reply_WhoseRecordIsLate_IsWithheldAndNeverChangesInTheRecord()
    {
        await host.AssertServesAsync();
        using var holding = new ManualResetEventSlim();
        using var watch = host.Watch();
        host.Store.Before = records =>
        {
            if (records.Any(record => record.From == RecordOrigin.Server))
            {
                holding.Wait(Outer.Limit);
            }
        };

        var reply = await host.CallAsync(call => call.TextAsync("the late answer"));

        Assert.Equal(-32013, reply.Code);
        host.Store.Before = null;
        holding.Set();
        var record = await watch.FirstAsync(record => record.From == RecordOrigin.Server);
        Assert.Contains("the late answer", RecordWatch.PayloadOf(record), StringComparison.Ordinal);
        await RecoverAsync();
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    private static void AssertUnrecorded(Reply reply)
    {
        Assert.Equal(200, reply.Status);
        Assert.Equal(-32013, reply.Code);
        Assert.Equal(1, reply.Id.GetInt32());
    }

    // The first record after a failure is written on a fresh connection; that one may still find the lock.
    private async Task RecoverAsync()
    {
        for (var attempt = 0; attempt < 10 && (await host.SendAsync(PortalHost.Call("echo"))).Json.TryGetProperty("error", out _); attempt++)
        {
        }

        await host.AssertServesAsync();
        Assert.Equal(200, (await host.ApiAsync("/health/ready", token: null)).Status);
    }

    private async Task AssertGaplessAsync()
    {
        var records = (await host.ApiAsync("/api/v1/records?take=500")).Items;
        var sequences = records.Select(record => record.GetProperty("sequence").GetInt64()).Order().ToList();
        Assert.Equal(sequences.Select((_, index) => sequences[0] + index), sequences);
        Assert.All(records, record => Assert.NotEqual(JsonValueKind.Undefined, JsonSerializer.Deserialize<JsonElement>(record.GetProperty("payload").GetString()!).ValueKind));
    }
}
