using System.Text.Json;

namespace Portal.Tests.Host;

/// <summary>The test bench and dry runs over the API.</summary>
public sealed class PolicyTrialsTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Draft = """{"kind":"masking","name":"draft","servers":["up"],"tools":["dry_*"],"fields":["$..email"],"patterns":[{"name":"employee","regex":"E\\d{6}"}],"action":"redact"}""";

    [Fact]
    public async Task Test_MessageUnderADraft_ShowsEveryReplacementAndItsPlace_AndNothingIsKept()
    {
        using var watch = host.Watch();
        var before = Size();

        var reply = await TestAsync($$$$$"""{"policy":{{{{{Draft}}}}},"message":{"email":"bench-secret@example.com","card":"{{{{{PortalHost.Pan}}}}}","t":"ü E123456"}}""");

        Assert.True(reply.Status == 200, reply.Text);
        var output = reply.Json.GetProperty("output").GetString()!;
        Assert.Equal($$"""{"email":"[redacted]","card":"{{PortalHost.MaskedPan}}","t":"ü [redacted]"}""", output);
        Assert.Equal(
            [
                $"pan $.result.structuredContent.card cardholder data 1 mask 1 \"{PortalHost.MaskedPan}\"",
                "field $.result.structuredContent.email draft 0 redact 1 \"[redacted]\"",
                "employee $.result.structuredContent.t draft 0 redact 1 \"ü [redacted]\"",
            ],
            reply.Json.GetProperty("replacements").EnumerateArray().Select(hit => Describe(hit, output)));
        Assert.Equal(["draft"], reply.Json.GetProperty("applied").EnumerateArray().Select(name => name.GetString()!));
        Assert.Equal(
            ["fieldSaysCardNumber networkCheckDigit", "ownPolicy", "ownPolicy"],
            reply.Json.GetProperty("replacements").EnumerateArray().Select(hit => string.Join(' ', hit.GetProperty("reasons").EnumerateArray())));
        Assert.Equal(JsonValueKind.Array, reply.Json.GetProperty("kept").ValueKind);
        Assert.True(reply.Json.GetProperty("elapsedMs").GetDouble() >= 0);
        Assert.Empty(watch.Seen);
        Assert.Equal(before, Size());
        host.AssertNothingLeaked("bench-secret");
    }

    [Theory]
    [InlineData("\"say E123456\"", "say [redacted]")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"email\":\"a\"}}", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"email\":\"[redacted]\"}}")]
    [InlineData("[{\"id\":\"E123456\"}]", "[{\"id\":\"[redacted]\"}]")]
    [InlineData("7", "7")]
    [InlineData("\"{ broken E123456\"", "{ broken [redacted]")]
    public async Task Test_WhateverIsPasted_ComesBackInItsOwnShape(string message, string expected) =>
        Assert.Equal(expected, (await TestAsync($$"""{"policy":{{Draft}},"message":{{message}}}""")).Json.GetProperty("output").GetString());

    [Theory]
    [InlineData("""{"server":"other"}""")]
    [InlineData("""{"tool":"other"}""")]
    [InlineData("""{"direction":"requests"}""")]
    public async Task Test_OutsideThePolicysReach_ChangesNothing(string scope)
    {
        var body = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(scope)!;
        body["policy"] = JsonSerializer.Deserialize<JsonElement>(Draft);
        body["message"] = JsonSerializer.Deserialize<JsonElement>("""{"email":"a"}""");
        var reply = await TestAsync(JsonSerializer.Serialize(body));
        Assert.Equal("""{"email":"a"}""", reply.Json.GetProperty("output").GetString());
        Assert.Empty(reply.Json.GetProperty("applied").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"message":{},"policy":{"kind":"masking","name":"x","servers":["*"],"patterns":[{"name":"p","regex":"("}],"action":"mask"}}""", "patterns[0].regex")]
    [InlineData("""{"message":{},"policy":{"kind":"access","name":"x","servers":["*"],"effect":"allow"}}""", "kind")]
    [InlineData("""{}""", "message")]
    [InlineData("""{"record":"nonsense"}""", "record")]
    [InlineData("""{"message":{},"direction":"up"}""", "direction")]
    public async Task Test_Fault_IsNamedByItsKey(string body, string key)
    {
        var reply = await TestAsync(body);
        Assert.Equal(400, reply.Status);
        Assert.True(reply.Json.GetProperty("errors").TryGetProperty(key, out _), reply.Text);
    }

    [Fact]
    public async Task Test_MessageOverTheLimit_IsRefused()
    {
        var reply = await TestAsync($$"""{"message":"{{new string('a', (1024 * 1024) + 1)}}"}""");
        Assert.Equal(400, reply.Status);
    }

    [Fact]
    public async Task Test_Record_IsTriedAndTheViewRecorded()
    {
        await host.CallAsync(call => call.ResultAsync("""{"structuredContent":{"email":"x@y"}}"""), "dry_record");
        var id = (await host.ApiAsync("/api/v1/records?tool=dry_record")).Json.GetProperty("items").EnumerateArray()
            .Single(record => record.GetProperty("direction").GetString() == "response").GetProperty("id").GetString();
        using var watch = host.Watch();

        var reply = await TestAsync($$"""{"policy":{{Draft}},"record":"{{id}}"}""");

        Assert.Contains("\"email\":\"[redacted]\"", reply.Json.GetProperty("output").GetString(), StringComparison.Ordinal);
        Assert.Single(watch.Seen, record => record.Method == "portal/policy-tested");
    }

    [Fact]
    public async Task DryRun_OfAMaskingPolicy_CountsWhatItWouldHaveDone()
    {
        await host.CallAsync(call => call.ResultAsync($$$$$"""{"structuredContent":{"email":"a@b","more":[{"email":"c@d"}],"pan":"{{{{{PortalHost.Pan}}}}}"}}"""), "dry_one");
        await host.CallAsync(call => call.TextAsync("E123456"), "dry_two");
        await host.CallAsync(call => call.TextAsync("E123456"), "not_dry");

        var report = (await DryRunAsync(Draft)).Json;
        var blocked = (await DryRunAsync(Draft.Replace("redact", "block", StringComparison.Ordinal))).Json;
        var kinds = (await DryRunAsync("""{"kind":"masking","name":"kinds","servers":["up"],"tools":["dry_one"],"kinds":["pan"],"action":"block"}""")).Json;

        Assert.True(report.GetProperty("masked").GetInt32() >= 2, report.GetRawText());
        Assert.True(report.GetProperty("values").GetInt32() >= 3, report.GetRawText());
        Assert.Equal(0, report.GetProperty("blocked").GetInt32());
        Assert.Equal(report.GetProperty("masked").GetInt32(), blocked.GetProperty("blocked").GetInt32());
        Assert.Equal(1, kinds.GetProperty("blocked").GetInt32());
        var example = report.GetProperty("examples").EnumerateArray().First(example => example.GetProperty("tool").GetString() == "dry_one");
        Assert.Equal(("up", "masked"), (example.GetProperty("server").GetString(), example.GetProperty("effect").GetString()));
        Assert.Contains(example.GetProperty("hits").EnumerateArray(), hit => hit.GetProperty("path").GetString() == "$.result.structuredContent.more[0].email");
        Assert.All(report.GetProperty("examples").EnumerateArray(), found => Assert.StartsWith("dry_", found.GetProperty("tool").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task DryRun_OfAnAccessPolicy_CountsWhatWouldHaveBeenDeniedAndAllowed()
    {
        await host.CallAsync(call => call.TextAsync("fine"), "acc_one");
        await host.SendAsync(PortalHost.Call("drop_all"));

        var denied = (await DryRunAsync("""{"kind":"access","name":"stop","servers":["UP"],"tools":["Acc_* "],"effect":"deny"}""")).Json;
        var allowed = (await DryRunAsync("""{"kind":"access","name":"nobody drops tables","servers":["up"],"tools":["never"],"effect":"deny"}""")).Json;

        Assert.Equal(1, denied.GetProperty("denied").GetInt32());
        Assert.Equal("acc_one", denied.GetProperty("examples")[0].GetProperty("tool").GetString());
        Assert.Equal(0, denied.GetProperty("allowed").GetInt32());
        Assert.Equal((0, 1), (allowed.GetProperty("denied").GetInt32(), allowed.GetProperty("allowed").GetInt32()));
    }

    [Fact]
    public async Task DryRun_OfAnApprovalPolicy_CountsCallsThatWouldHaveWaited()
    {
        await host.CallAsync(call => call.TextAsync("fine"), "apr_one", """{"limit":500}""");
        await host.CallAsync(call => call.TextAsync("fine"), "apr_one", """{"limit":"all"}""");
        await host.CallAsync(call => call.TextAsync("fine"), "apr_one", """{"limit":5}""");
        await host.CallAsync(call => call.TextAsync("fine"), "other_one", """{"limit":500}""");

        var report = (await DryRunAsync("""{"kind":"approval","name":"bulk","servers":["up"],"tools":["Apr_*"],"when":[{"argument":"$.limit","op":"gt","value":100}]}""")).Json;

        Assert.Equal((2, 3), (report.GetProperty("held").GetInt32(), report.GetProperty("concerned").GetInt32()));
        Assert.All(report.GetProperty("examples").EnumerateArray(), example => Assert.Equal(("apr_one", "held"), (example.GetProperty("tool").GetString(), example.GetProperty("effect").GetString())));
    }

    [Fact]
    public async Task DryRun_OfAnApprovalPolicy_CountsTextsThatCannotBeRead()
    {
        await host.CallAsync(call => call.TextAsync("fine"), "unread_one", """{"filter":"{'limit':500}"}""");
        await host.CallAsync(call => call.TextAsync("fine"), "unread_one", """{"filter":"{\"limit\":5}"}""");
        await host.CallAsync(call => call.TextAsync("fine"), "unread_one", """{"filter":{"limit":5},"note":"{'limit':500}"}""");

        var report = (await DryRunAsync("""
            {"kind":"approval","name":"bulk","servers":["up"],"tools":["Unread_*"],"when":[{"argument":"$.filter.limit","op":"gt","value":100}]}
            """)).Json;

        Assert.Equal((1, 3), (report.GetProperty("held").GetInt32(), report.GetProperty("concerned").GetInt32()));
    }

    [Theory]
    [InlineData("""{"policy":{"kind":"masking"}}""", "name")]
    [InlineData("""{"policy":{"kind":"masking","name":"n","servers":["*"],"fields":["$..a"],"action":"mask"},"days":0}""", "days")]
    [InlineData("""{"policy":{"kind":"masking","name":"n","servers":["*"],"fields":["$..a"],"action":"mask"},"maxRecords":0}""", "maxRecords")]
    public async Task DryRun_Fault_IsNamedByItsKey(string body, string key)
    {
        var reply = await host.ApiAsync(HttpMethod.Post, "/api/v1/policies/dry-run", PortalHost.Admin, body);
        Assert.Equal(400, reply.Status);
        Assert.True(reply.Json.GetProperty("errors").TryGetProperty(key, out _), reply.Text);
    }

    private static string Describe(JsonElement hit, string output)
    {
        var place = output.Substring(hit.GetProperty("start").GetInt32(), hit.GetProperty("length").GetInt32());
        return $"{hit.GetProperty("kind").GetString()} {hit.GetProperty("path").GetString()} {hit.GetProperty("rule").GetString()} {hit.GetProperty("ruleVersion").GetInt32()} {hit.GetProperty("action").GetString()} {hit.GetProperty("count").GetInt32()} {place}";
    }

    private long Size()
    {
        using var database = host.OpenDatabase();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT count(*) FROM Records";
        return (long)command.ExecuteScalar()!;
    }

    private Task<Reply> TestAsync(string body) => host.ApiAsync(HttpMethod.Post, "/api/v1/policies/test", PortalHost.Admin, body);

    private Task<Reply> DryRunAsync(string policy) => host.ApiAsync(HttpMethod.Post, "/api/v1/policies/dry-run", PortalHost.Admin, $$"""{"policy":{{policy}}}""");
}
