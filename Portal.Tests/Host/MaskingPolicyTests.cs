using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Sessions;
using Portal.Gateway.Policy;

namespace Portal.Tests.Host;

/// <summary>Masking policies of one's own through the whole portal: on the wire, in the record, both ways.</summary>
public sealed class MaskingPolicyTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Email = "ana.lee@example.com";

    [Fact]
    public async Task Reply_UnderAPolicy_IsMaskedOnTheWireAndInTheRecordWithRuleAndVersion()
    {
        await PutAsync("contact", """{"servers":["up"],"tools":["crm_*"],"fields":["$..email"],"patterns":[{"name":"employee","regex":"\\bE\\d{6}\\b"}],"action":"redact"}""");
        using var watch = host.Watch();

        var reply = await host.CallAsync(
            call => call.ResultAsync($$$$$"""{"content":[{"type":"text","text":"{\"email\":\"{{{{{Email}}}}}\",\"by\":\"E123456\"}"}],"structuredContent":{"email":"{{{{{Email}}}}}","pan":"{{{{{PortalHost.Pan}}}}}", "n" : 1.50}}"""),
            "crm_get");

        Assert.Equal(
            $$$$$"""{"_meta":{"portal/masked":[{"path":"$.result.structuredContent.pan","kind":"pan","count":1},{"path":"$.result.content[0].text#$.email","kind":"field","count":1},{"path":"$.result.content[0].text#$.by","kind":"employee","count":1},{"path":"$.result.structuredContent.email","kind":"field","count":1}]},"content":[{"type":"text","text":"{\"email\":\"[redacted]\",\"by\":\"[redacted]\"}"}],"structuredContent":{"email":"[redacted]","pan":"{{{{{PortalHost.MaskedPan}}}}}", "n" : 1.50}}""",
            reply.Json.GetProperty("result").GetRawText());
        var record = watch.Seen.Single(record => record is { Direction: RecordDirection.Response, Tool: "crm_get" });
        Assert.Equal(4, record.MaskedCount);
        Assert.DoesNotContain(Email, RecordWatch.PayloadOf(record), StringComparison.Ordinal);
        var hits = (await host.ApiAsync("/api/v1/records?tool=crm_get&masked=true")).Json.GetProperty("items")[0].GetProperty("masked").EnumerateArray()
            .Select(hit => $"{hit.GetProperty("kind")} {hit.GetProperty("path")} {hit.GetProperty("rule")}").ToList();
        Assert.Equal(
            ["employee $.result.content[0].text#$.by contact", "field $.result.content[0].text#$.email contact", "field $.result.structuredContent.email contact", "pan $.result.structuredContent.pan cardholder data"],
            hits.Order(StringComparer.Ordinal));
        var other = await host.CallAsync(call => call.TextAsync(Email), "other_tool");
        Assert.Equal(Email, other.ToolText);
        host.AssertNothingLeaked("E123456");
    }

    [Fact]
    public async Task Reply_ToAnotherCaller_IsNotMasked()
    {
        await PutAsync("for readers", """{"servers":["narrow"],"callers":{"roles":["reader"],"names":["nobody-of-that-name"]},"fields":["$..city"],"action":"mask"}""");

        var reply = await host.SendAsync(PortalHost.Call("list_x"), PortalHost.Engineer, "up", call => call.ResultAsync("""{"content":[],"structuredContent":{"city":"Oslo"}}"""));

        Assert.Equal("Oslo", reply.Json.GetProperty("result").GetProperty("structuredContent").GetProperty("city").GetString());
    }

    [Fact]
    public async Task Request_UnderAPolicy_IsMaskedOnTheWireAndInTheRecord_AndTheRestPassesAsSent()
    {
        await PutAsync("inbound", """{"servers":["up"],"tools":["req_*"],"fields":["$.email"],"action":"redact","apply":["requests"]}""");
        using var watch = host.Watch();
        var received = "";

        var reply = await host.CallAsync(
            call =>
            {
                received = call.Text;
                return call.TextAsync(Email);
            },
            "req_add",
            $$$$$"""{"email" : "{{{{{Email}}}}}","pan":"{{{{{PortalHost.Pan}}}}}"}""");

        Assert.Equal(PortalHost.Call("req_add", $$$$$"""{"email" : "[redacted]","pan":"{{{{{PortalHost.Pan}}}}}"}"""), received);
        Assert.Equal(Email, reply.ToolText);
        var record = watch.Seen.Single(record => record is { Direction: RecordDirection.Request, Tool: "req_add" });
        Assert.Equal(PortalHost.Call("req_add", $$$$$"""{"email" : "[redacted]","pan":"{{{{{PortalHost.MaskedPan}}}}}"}"""), RecordWatch.PayloadOf(record));
        Assert.Equal(2, record.MaskedCount);
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task Request_WithCardNumbersAsTokens_ReachesTheServerWithoutThem()
    {
        await PutAsync("tokens in", """{"servers":["up"],"tools":["tok_*"],"kinds":["pan"],"action":"token","apply":["requests","responses"]}""");
        var received = "";

        var reply = await host.CallAsync(
            call =>
            {
                received = call.Text;
                return call.TextAsync(PortalHost.Pan);
            },
            "tok_add",
            $$$$$"""{"pan":"{{{{{PortalHost.Pan}}}}}","cvv":"737"}""");

        using var json = JsonDocument.Parse(received);
        var arguments = json.RootElement.GetProperty("params").GetProperty("arguments");
        Assert.Matches(@"^\[PAN:visa:[a-z2-7]{16}\]$", arguments.GetProperty("pan").GetString());
        Assert.Equal("737", arguments.GetProperty("cvv").GetString());
        Assert.Equal(arguments.GetProperty("pan").GetString(), reply.ToolText);
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task Batch_UnderAPolicy_IsRewrittenWhole()
    {
        await PutAsync("batches", """{"servers":["up"],"tools":["bat_*"],"fields":["$..email"],"action":"redact","apply":["requests"]}""");
        var received = "";

        await host.SendAsync(
            $"[{PortalHost.Call("bat_one", $$$$$"""{"email":"{{{{{Email}}}}}"}""")}, {PortalHost.Call("plain", $$$$$"""{"email":"{{{{{Email}}}}}"}""", "2")}]",
            script: call =>
            {
                received = call.Text;
                return call.AnswerAsync("""[{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"result":{}}]""");
            });

        Assert.Equal($"[{PortalHost.Call("bat_one", """{"email":"[redacted]"}""")},{PortalHost.Call("plain", $$$$$"""{"email":"{{{{{Email}}}}}"}""", "2")}]", received);
    }

    [Fact]
    public async Task MirroredHeader_OfAMaskedArgument_IsMaskedToo()
    {
        await PutAsync("mirrored", """{"servers":["up"],"tools":["mir_*"],"fields":["$.email","$.note"],"action":"redact","apply":["requests"]}""");
        IReadOnlyList<string> headers = [];
        var note = "=?base64?" + Convert.ToBase64String(Encoding.UTF8.GetBytes("für Ana")) + "?=";

        await host.SendAsync(
            PortalHost.Call("mir_add", $$$$$"""{"email":"{{{{{Email}}}}}","note":"für Ana","region":"eu"}"""),
            script: call =>
            {
                headers = [.. call.Values("Mcp-Param-Email"), .. call.Values("Mcp-Param-Note"), .. call.Values("Mcp-Param-Region")];
                return call.TextAsync("ok");
            },
            change: request =>
            {
                request.Headers.Add("Mcp-Param-Email", Email);
                request.Headers.Add("Mcp-Param-Note", note);
                request.Headers.Add("Mcp-Param-Region", "eu");
            });

        Assert.Equal(["[redacted]", "[redacted]", "eu"], headers);
    }

    [Fact]
    public async Task Reply_ThatAPolicyBlocks_IsWithheldWithTheRuleAndRecordedMasked()
    {
        await PutAsync("no secrets", """{"servers":["up"],"tools":["blk_*"],"patterns":[{"name":"key","regex":"sk_live_[a-z0-9]+"}],"action":"block"}""");
        using var watch = host.Watch();

        var reply = await host.CallAsync(call => call.TextAsync("the key is sk_live_abc123"), "blk_get");

        Assert.Equal(-32015, reply.Code);
        Assert.Equal("no secrets", reply.Error.GetProperty("data").GetProperty("rule").GetString());
        Assert.DoesNotContain("sk_live_abc123", reply.Text, StringComparison.Ordinal);
        var withheld = watch.Seen.Single(record => record is { Direction: RecordDirection.Response, From: RecordOrigin.Server });
        Assert.Equal((RecordOutcome.Denied, "no secrets"), (withheld.Outcome, withheld.Rule));
        Assert.Contains("[redacted]", RecordWatch.PayloadOf(withheld), StringComparison.Ordinal);
        Assert.Contains(watch.Seen, record => record is { Direction: RecordDirection.Response, From: RecordOrigin.Portal, Rule: "no secrets" });
        host.AssertNothingLeaked("sk_live_abc123");
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("application/json", 0)]
    [InlineData("application/json", 1)]
    [InlineData("application/json", 2)]
    [InlineData("text/event-stream", 0)]
    [InlineData("text/event-stream", 1)]
    [InlineData("text/event-stream", 2)]
    public async Task Batch_WithOneMessageThatAPolicyBlocks_IsWithheldWhole(string type, int place)
    {
        await PutAsync("no secrets in batches", """{"servers":["up"],"tools":["bbk_*"],"patterns":[{"name":"key","regex":"sk_live_[a-z0-9]+"}],"action":"block"}""");
        using var watch = host.Watch();
        var messages = Enumerable.Range(1, 3).Select(id => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"text":"{{{(id == place + 1 ? "sk_live_abc123" : $"fine {id}")}}}"}}""");
        var batch = $"[{string.Join(',', messages)}]";

        var reply = await host.SendAsync(
            $"[{string.Join(',', Enumerable.Range(1, 3).Select(id => PortalHost.Call("bbk_get", id: $"{id}")))}]",
            script: call => call.AnswerAsync(type == "application/json" ? batch : $"data: {batch}\n\n", type));

        Assert.Contains("-32015", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("sk_live_abc123", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("fine", reply.Text, StringComparison.Ordinal);
        Assert.Equal(3, watch.Seen.Count(record => record is { Direction: RecordDirection.Response, From: RecordOrigin.Server, Outcome: RecordOutcome.Denied }));
        host.AssertNothingLeaked("sk_live_abc123");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task RequestBatch_WithOneMessageThatAPolicyBlocks_DoesNotReachTheServer(int place)
    {
        await PutAsync("no keys in batches", """{"servers":["up"],"tools":["rbk_*"],"patterns":[{"name":"key","regex":"sk_live_[a-z0-9]+"}],"action":"block","apply":["requests"]}""");
        var before = host.Upstream.Calls.Count;
        var calls = Enumerable.Range(0, 2).Select(number => PortalHost.Call("rbk_put", number == place ? """{"key":"sk_live_xyz789"}""" : "{}", id: $"{number}"));

        var reply = await host.SendAsync($"[{string.Join(',', calls)}]");

        Assert.Contains("-32015", reply.Text, StringComparison.Ordinal);
        Assert.Equal(before, host.Upstream.Calls.Count);
        host.AssertNothingLeaked("sk_live_xyz789");
    }

    [Fact]
    public async Task Request_ThatAPolicyBlocks_DoesNotReachTheServer()
    {
        await PutAsync("no keys in", """{"servers":["up"],"tools":["bin_*"],"patterns":[{"name":"key","regex":"sk_live_[a-z0-9]+"}],"action":"block","apply":["requests"]}""");
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.SendAsync(PortalHost.Call("bin_put", """{"key":"sk_live_xyz789"}""", "\"k\""));

        Assert.Equal((-32015, "k"), (reply.Code, reply.Id.GetString()));
        Assert.Equal("no keys in", reply.Error.GetProperty("data").GetProperty("rule").GetString());
        Assert.Equal(before, host.Upstream.Calls.Count);
        Assert.All(watch.Seen, record => Assert.Equal((RecordOutcome.Denied, "no keys in"), (record.Outcome, record.Rule)));
        Assert.Equal(2, watch.Seen.Count);
        host.AssertNothingLeaked("sk_live_xyz789");
    }

    [Fact]
    public async Task Request_DeniedByAccess_IsRecordedUnderTheMaskingPolicyToo()
    {
        await PutAsync("denied but masked", """{"servers":["up"],"tools":["drop_all"],"fields":["$..email"],"action":"redact","apply":["requests"]}""");
        using var watch = host.Watch();

        await host.SendAsync(PortalHost.Call("drop_all", $$$$$"""{"email":"denied@example.com"}"""));

        Assert.DoesNotContain(watch.Seen, record => RecordWatch.PayloadOf(record).Contains("denied@example.com", StringComparison.Ordinal));
        Assert.Contains(watch.Seen, record => record.Direction == RecordDirection.Request && RecordWatch.PayloadOf(record).Contains("[redacted]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_UnderPolicies_MasksEventsDropsBlockedNotificationsAndEndsWithTheReason()
    {
        await PutAsync("stream fields", """{"servers":["up"],"tools":["str_*"],"fields":["$..email"],"patterns":[{"name":"mail","regex":"[a-z.]+@[a-z.]+"}],"action":"redact"}""");
        await PutAsync("stream block", """{"servers":["up"],"tools":["str_*"],"patterns":[{"name":"word","regex":"forbidden"}],"action":"block"}""");
        using var watch = host.Watch();

        var reply = await host.CallAsync(
            async call =>
            {
                await call.ChunkedHeadAsync("text/event-stream");
                await call.ChunkAsync($$$$$"""
                    : hello ana@example.com
                    id: 1
                    data: {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info",
                    data: "data":{"email":"{{{{{Email}}}}}"}}}


                    """);
                await call.ChunkAsync("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"forbidden word\"}}\n\n");
                await call.ChunkAsync($$$$$"""data: {"jsonrpc":"2.0","id":"q","method":"elicitation/create","params":{"message":"mail?","requestedSchema":{"email":"{{{{{Email}}}}}"}}}{{{{{"\n\n"}}}}}""");
                await call.ChunkAsync($$$$$"""data: {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"forbidden"}]}}{{{{{"\n\n"}}}}}""");
                await call.GoneAsync();
            },
            "str_get");

        Assert.Contains(": hello [redacted]\nid: 1\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\ndata: \"data\":{\"email\":\"[redacted]\"}}}\n\n", reply.Text, StringComparison.Ordinal);
        Assert.Contains("\"requestedSchema\":{\"email\":\"[redacted]\"}", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("forbidden", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Email, reply.Text, StringComparison.Ordinal);
        Assert.Contains("-32015", reply.Text, StringComparison.Ordinal);
        Assert.Contains("\"rule\":\"stream block\"", reply.Text, StringComparison.Ordinal);
        Assert.Equal(2, watch.Seen.Count(record => record is { From: RecordOrigin.Server, Outcome: RecordOutcome.Denied, Rule: "stream block" }));
    }

    [Fact]
    public async Task Exception_LetsCardNumbersInItsFieldPassToItsCaller_AndTheRecordStaysMasked()
    {
        var expires = TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", null);
        await PutAsync("refund desk", $$$$$"""
            {"servers":["up"],"tools":["exc_card"],"callers":{"roles":["engineer"]},"fields":["$..number"],
             "exception":{"of":"cardholder data","justification":"chargeback forms","expires":"{{{{{expires}}}}}"}}
            """);
        using var watch = host.Watch();
        static string Card(string pan) => $$$$$"""{"content":[],"structuredContent":{"number":"{{{{{pan}}}}}","note":"{{{{{pan}}}}}","card":{"number":"{{{{{pan}}}}}","cvv":"737"}}}""";

        var reply = await host.CallAsync(call => call.ResultAsync(Card(PortalHost.Pan)), "exc_card");
        var elsewhere = await host.CallAsync(call => call.ResultAsync(Card(PortalHost.Pan)), "exc_other");

        var content = reply.Json.GetProperty("result").GetProperty("structuredContent");
        Assert.Equal([PortalHost.Pan, PortalHost.MaskedPan, PortalHost.Pan, "***"],
            new[] { content.GetProperty("number"), content.GetProperty("note"), content.GetProperty("card").GetProperty("number"), content.GetProperty("card").GetProperty("cvv") }.Select(value => value.GetString()!));
        Assert.DoesNotContain(PortalHost.Pan, elsewhere.Text, StringComparison.Ordinal);
        var record = watch.Seen.Single(record => record is { Direction: RecordDirection.Response, Tool: "exc_card" });
        Assert.Equal(4, record.MaskedCount);
        var released = watch.Seen.Where(record => record.Method == "portal/card-data-released").ToList();
        Assert.Equal(2, released.Count);
        Assert.All(released, release => Assert.Equal("refund desk", release.Rule));
        Assert.Contains("$.result.structuredContent.number", string.Concat(released.Select(RecordWatch.PayloadOf)), StringComparison.Ordinal);
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task StoredPolicy_ThatCannotBeRead_WithholdsEverythingUntilItIsDeleted()
    {
        await PutAsync("to break", """{"servers":["narrow"],"fields":["$..zzz"],"action":"mask"}""");
        using (var database = host.OpenDatabase())
        {
            PortalHost.Execute(database, "UPDATE PolicyVersions SET Definition = '{\"kind\":\"masking\",\"patterns\":1}' WHERE Name = 'to break'");
        }

        var book = host.Services.GetRequiredService<PolicyProvider>();
        await book.RefreshAsync(TestContext.Current.CancellationToken);
        try
        {
            var before = host.Upstream.Calls.Count;
            var reply = await host.SendAsync(PortalHost.Call("echo"));

            Assert.Equal(-32015, reply.Code);
            Assert.Equal("to break", reply.Error.GetProperty("data").GetProperty("rule").GetString());
            Assert.Equal(before, host.Upstream.Calls.Count);
            Assert.Contains(host.Logs.Lines, line => line.Contains("'to break' version 1 cannot be read", StringComparison.Ordinal));
        }
        finally
        {
            Assert.Equal(204, (await host.ApiAsync(HttpMethod.Delete, "/api/v1/policies/to%20break?reason=broken", PortalHost.Admin)).Status);
        }

        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Pattern_ThatTakesTooLong_WithholdsTheReply()
    {
        await PutAsync("slow", """{"servers":["up"],"tools":["slow_*"],"patterns":[{"name":"p","regex":"x"}],"action":"mask"}""");
        var book = host.Services.GetRequiredService<PolicyProvider>();
        var rule = book.MaskingRules.Single(rule => rule.Name == "slow");
        var list = (System.Collections.IList)rule.Patterns;
        list[0] = new Portal.Gateway.Masking.Rules.MaskingPattern("p", new System.Text.RegularExpressions.Regex("(?:a|aa)+b", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(1)));

        var reply = await host.CallAsync(call => call.TextAsync(new string('a', 5000) + "!"), "slow_get");

        Assert.Equal(-32015, reply.Code);
        Assert.DoesNotContain("aaaa", reply.Text, StringComparison.Ordinal);
        await host.AssertServesAsync();
    }

    private async Task PutAsync(string name, string policy)
    {
        var body = JsonSerializer.Deserialize<System.Text.Json.Nodes.JsonObject>(policy)!;
        body["kind"] = "masking";
        body["reason"] = "test";
        var reply = await host.ApiAsync(HttpMethod.Put, $"/api/v1/policies/{Uri.EscapeDataString(name)}", PortalHost.Admin, body.ToJsonString());
        Assert.True(reply.Status == 200, reply.Text);
    }
}
