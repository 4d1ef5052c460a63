using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Servers;
using Portal.Data.Sessions;
using Portal.Gateway.Routing;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>What servers want of their clients' users and models: allowed, refused in the client's place, or refused whatever the setting.</summary>
public sealed class ServerRequestTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Form = """{"message":"Which city?","requestedSchema":{"type":"object","properties":{"city":{"type":"string"}}}}""";
    private const string BadForm = """{"message":"Sign in","requestedSchema":{"type":"object","properties":{"password":{"type":"string"}}}}""";
    private const string Page = """{"mode":"url","elicitationId":"e1","message":"Sign in","url":"https://login.example.com/x?password=1"}""";
    private const string Prompt = """{"messages":[{"role":"user","content":{"type":"text","text":"What is the password policy?"}}],"maxTokens":10}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Asked => new(
        from kind in new[] { "sse", "get" }
        from one in new[] { ("elicitation/create", Form), ("elicitation/create", Page), ("sampling/createMessage", Prompt) }
        select (kind, one.Item1, one.Item2));

    public static TheoryData<string, string, string> Refused => new(
        from kind in new[] { "sse", "get" }
        from one in new[] { ("elicitation/create", Form), ("elicitation/create", Page), ("sampling/createMessage", Prompt), ("elicitation\\/cre\\u0061te", Form), ("Elicitation/Create", Form) }
        select (kind, one.Item1, one.Item2));

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Request_OfAServerThatMay_PassesAndIsRecorded(string kind, string method, string parameters)
    {
        using var watch = host.Watch();

        var text = await StreamAsync(kind, Request("ask-1", method, parameters));

        Assert.Contains(parameters, text, StringComparison.Ordinal);
        var record = await watch.FirstAsync(record => record.Method == method && record.From == RecordOrigin.Server);
        Assert.Equal(RecordOutcome.Ok, record.Outcome);
        Assert.Equal(parameters == Page ? "login.example.com" : null, record.Tool);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Request_OfAServerThatMayNot_IsAnsweredInTheClientsPlace(string kind, string method, string parameters)
    {
        await using var undo = await SetAsync(ServerRequestSetting.Deny);
        using var watch = host.Watch();
        var id = $"ask-{Guid.NewGuid():N}";

        var text = await StreamAsync(kind, Request(id, method, parameters));

        Assert.DoesNotContain(id, text, StringComparison.Ordinal);
        var answer = Assert.Single(host.Upstream.Calls, call => call.Method == "POST" && call.Text.Contains(id, StringComparison.Ordinal));
        var error = JsonDocument.Parse(answer.Text).RootElement.GetProperty("error");
        Assert.Equal(-1, error.GetProperty("code").GetInt32());
        Assert.StartsWith("Denied by policy", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal([PortalHost.ServerSecret], answer.Values("X-Api-Key"));
        Assert.Empty(answer.Values("Authorization"));
        Assert.Contains(watch.Seen, record => record is { From: RecordOrigin.Server, Direction: RecordDirection.Request, Outcome: RecordOutcome.Denied } && record.Rule!.StartsWith("server setting", StringComparison.Ordinal));
        Assert.Contains(watch.Seen, record => record is { From: RecordOrigin.Portal, Direction: RecordDirection.Response, Outcome: RecordOutcome.Denied } && RecordWatch.PayloadOf(record).Contains(id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("get")]
    public async Task Form_ThatAsksForASecret_IsRefusedWhateverTheSetting(string kind)
    {
        using var watch = host.Watch();
        var id = $"ask-{Guid.NewGuid():N}";

        var text = await StreamAsync(kind, Request(id, "elicitation/create", BadForm));

        Assert.DoesNotContain(id, text, StringComparison.Ordinal);
        Assert.Single(host.Upstream.Calls, call => call.Method == "POST" && call.Text.Contains(id, StringComparison.Ordinal));
        Assert.Contains(watch.Seen, record => record is { Method: "elicitation/create", Outcome: RecordOutcome.Denied, Rule: "sensitive form" });
    }

    [Fact]
    public async Task Answer_ForTheClient_GoesToTheClientsSessionInItsRevision()
    {
        await using var undo = await SetAsync(ServerRequestSetting.Deny);
        var opened = await host.SendAsync(PortalHost.Initialize);
        var session = opened.Headers.GetValues("Mcp-Session-Id").Single();
        var id = $"ask-{Guid.NewGuid():N}";

        await StreamAsync("sse", Request(id, "elicitation/create", Form), session);

        var answer = Assert.Single(host.Upstream.Calls, call => call.Method == "POST" && call.Text.Contains(id, StringComparison.Ordinal));
        Assert.Equal([session], answer.Values("Mcp-Session-Id"));
        Assert.Equal(["2025-06-18"], answer.Values("MCP-Protocol-Version"));
    }

    [Fact]
    public async Task Answer_ForTheClientOfAnHttpSseServer_GoesToTheAddressThatItsStreamNamed()
    {
        var id = $"ask-{Guid.NewGuid():N}";
        using var request = host.Message(HttpMethod.Get, "/mcp/up", PortalHost.Engineer, async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync("event: endpoint\ndata: /messages?sessionId=abc\n\n");
            await call.ChunkAsync($"data: {Request(id, "elicitation/create", BadForm)}\n\n");
            await call.EndAsync();
        });

        await host.SendAsync(request);

        var answer = Assert.Single(host.Upstream.Calls, call => call.Method == "POST" && call.Text.Contains(id, StringComparison.Ordinal));
        Assert.Equal("/messages?sessionId=abc", answer.Target);
    }

    [Fact]
    public async Task Answer_ThatTheServerDoesNotTake_LeavesTheStreamOpen()
    {
        await using var undo = await SetAsync(ServerRequestSetting.Deny);

        var text = await StreamAsync("sse", Request($"ask-{Guid.NewGuid():N}", "elicitation/create", Form));

        Assert.Contains("\"result\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("get")]
    public async Task Page_WithACredentialInItsAddress_PassesAndIsMaskedInTheRecord(string kind)
    {
        using var watch = host.Watch();
        var page = $$"""{"mode":"url","elicitationId":"e2","message":"Pay","url":"https://pay.example.com/?n={{PortalHost.Pan}}"}""";

        await StreamAsync(kind, Request("ask-2", "elicitation/create", page));

        var record = await watch.FirstAsync(record => record.Method == "elicitation/create");
        Assert.Equal("pay.example.com", record.Tool);
        Assert.Contains(PortalHost.MaskedPan, RecordWatch.PayloadOf(record), StringComparison.Ordinal);
        host.AssertNothingLeaked();
    }

    public static TheoryData<string, string> Results => new(
        from kind in new[] { "json", "sse" }
        from result in new[]
        {
            "\"result\":{\"resultType\":\"input_required\",\"inputRequests\":{\"q\":{\"method\":\"elicitation/create\",\"params\":" + Form + "}}}",
            "\"result\":{\"resultType\":\"input_required\",\"inputRequests\":{\"q\":{\"method\":\"sampling/createMessage\",\"params\":" + Prompt + "}}}",
            "\"error\":{\"code\":-32042,\"message\":\"go there\",\"data\":{\"elicitations\":[" + Page + "]}}",
        }
        select (kind, result));

    [Theory]
    [MemberData(nameof(Results))]
    public async Task Result_ThatAsks_PassesOrRefusesTheCall(string kind, string member)
    {
        var passed = await AnswerAsync(kind, member);
        await using var undo = await SetAsync(ServerRequestSetting.Deny);
        var refused = await AnswerAsync(kind, member);

        Assert.Contains(member, passed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("inputRequests", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("login.example.com", refused.Text, StringComparison.Ordinal);
        Assert.Contains("-32010", refused.Text, StringComparison.Ordinal);
        Assert.Contains("server setting", refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("sse")]
    public async Task Result_WithAFormThatAsksForASecret_RefusesTheCall(string kind)
    {
        var reply = await AnswerAsync(kind, $$$"""
            "result":{"resultType":"input_required","inputRequests":{"ok":{"method":"elicitation/create","params":{{{Form}}} },"q":{"method":"elicitation/create","params":{{{BadForm}}} } } }
            """.Trim());

        Assert.DoesNotContain("requestedSchema", reply.Text, StringComparison.Ordinal);
        Assert.Contains("sensitive form", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TaskNotification_WithAFormThatAsksForASecret_IsLeftOut()
    {
        var text = await StreamAsync("get", $$$"""{"jsonrpc":"2.0","method":"notifications/tasks","params":{"taskId":"t","inputRequests":{"q":{"method":"elicitation/create","params":{{{BadForm}}} } } } }""");

        Assert.DoesNotContain("requestedSchema", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_OfTheApi_IsStoredKeptAndShown()
    {
        const string Address = "/api/v1/servers/asking";
        var saved = await host.ApiAsync(HttpMethod.Put, Address, PortalHost.Admin, """{"url":"http://127.0.0.1:9/mcp","sampling":"deny"}""");
        var kept = await host.ApiAsync(HttpMethod.Put, Address, PortalHost.Admin, """{"url":"http://127.0.0.1:9/mcp"}""");
        var held = await host.ApiAsync(HttpMethod.Put, Address, PortalHost.Admin, """{"url":"http://127.0.0.1:9/mcp","elicitation":"hold"}""");
        var unknown = await host.ApiAsync(HttpMethod.Put, Address, PortalHost.Admin, """{"url":"http://127.0.0.1:9/mcp","elicitation":"ask"}""");
        await host.ApiAsync(HttpMethod.Delete, Address, PortalHost.Admin);

        Assert.Equal(("deny", "allow"), (saved.Json.GetProperty("sampling").GetString(), saved.Json.GetProperty("elicitation").GetString()));
        Assert.Equal("deny", kept.Json.GetProperty("sampling").GetString());
        Assert.Equal("hold", held.Json.GetProperty("elicitation").GetString());
        Assert.Equal(400, unknown.Status);
    }

    [Fact]
    public async Task Unreadable_OfTheApi_IsStoredKeptShownAndRecorded()
    {
        const string Address = "/api/v1/servers/filing";
        using var watch = host.Watch();
        var first = await host.ApiAsync(HttpMethod.Put, Address, PortalHost.Admin, """{"url":"http://127.0.0.1:9/mcp"}""");
        var passes = await host.ApiAsync(HttpMethod.Put, Address, PortalHost.Admin, """{"url":"http://127.0.0.1:9/mcp","unreadable":"pass"}""");
        var kept = await host.ApiAsync(HttpMethod.Put, Address, PortalHost.Admin, """{"url":"http://127.0.0.1:9/mcp"}""");
        var unknown = await host.ApiAsync(HttpMethod.Put, Address, PortalHost.Admin, """{"url":"http://127.0.0.1:9/mcp","unreadable":"ask"}""");
        var number = await host.ApiAsync(HttpMethod.Put, Address, PortalHost.Admin, """{"url":"http://127.0.0.1:9/mcp","unreadable":7}""");
        var shown = await host.ApiAsync(Address, PortalHost.Admin);
        await host.ApiAsync(HttpMethod.Delete, Address, PortalHost.Admin);

        Assert.Equal(["block", "pass", "pass", "pass"], new[] { first, passes, kept, shown }.Select(answer => answer.Json.GetProperty("unreadable").GetString()));
        Assert.Equal((400, 400), (unknown.Status, number.Status));
        Assert.Contains(watch.Seen, record => record.Method == "portal/server-saved" && RecordWatch.PayloadOf(record).Contains("\"unreadable\":\"Pass\"", StringComparison.Ordinal));
    }

    private async Task<IAsyncDisposable> SetAsync(ServerRequestSetting setting)
    {
        var servers = host.Services.GetRequiredService<ServerRegistry>();
        var up = servers.Servers["up"];
        Assert.Empty(await servers.SaveAsync(up with { Sampling = setting, Elicitation = setting }, keepHeaders: true, Cancel));
        return new Undo(() => servers.SaveAsync(up, keepHeaders: true, Cancel));
    }

    private Task<Reply> AnswerAsync(string kind, string member) => host.CallAsync(async call =>
    {
        var message = $$"""{"jsonrpc":"2.0","id":{{call.Id}},{{member}}}""";
        if (kind == "json")
        {
            await call.AnswerAsync(message);
            return;
        }

        await SendAllAsync(call, [message]);
    });

    private async Task<string> StreamAsync(string kind, string message, string? session = null)
    {
        Task Script(UpstreamCall call) => SendAllAsync(call, kind == "get" ? [message] : [message, $$"""{"jsonrpc":"2.0","id":{{call.Id}},"result":{"content":[]} }"""]);
        if (kind != "get")
        {
            return (await host.SendAsync(PortalHost.Call("ask"), script: Script, change: request =>
            {
                if (session is not null)
                {
                    request.Headers.Add("Mcp-Session-Id", session);
                    request.Headers.Add("MCP-Protocol-Version", "2025-06-18");
                }
            })).Text;
        }

        using var request = host.Message(HttpMethod.Get, "/mcp/up", PortalHost.Engineer, Script);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return (await host.SendAsync(request)).Text;
    }

    private static string Request(string id, string method, string parameters) => $$"""{"jsonrpc":"2.0","id":"{{id}}","method":"{{method}}","params":{{parameters}}}""";

    private static async Task SendAllAsync(UpstreamCall call, string[] messages)
    {
        await call.ChunkedHeadAsync("text/event-stream");
        foreach (var message in messages)
        {
            await call.ChunkAsync($"data: {message}\n\n");
        }

        await call.EndAsync();
    }

    private sealed class Undo(Func<Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo();
    }
}
