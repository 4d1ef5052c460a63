using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Sessions;
using Portal.Gateway.Policy;
using Portal.Gateway.Tasks;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>A task is its caller's: nobody else can ask for it, hear of it or take its id, and it is judged by its tool's access rules.</summary>
public sealed class TaskTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Methods => ["tasks/get", "tasks/result", "tasks/cancel", "tasks/update", "tasks/anything"];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Task_OfAnotherCaller_IsUnknownAndDoesNotReachTheServer(string method)
    {
        using var watch = host.Watch();
        var id = await CreateAsync("make_report");

        var reply = await host.SendAsync(About(method, id), PortalHost.Mallory);

        Assert.Equal(-32602, reply.Code);
        Assert.Equal("Failed to retrieve task: Task not found", reply.Error.GetProperty("message").GetString());
        Assert.DoesNotContain(host.Upstream.Calls, call => call.RpcMethod == method && call.Text.Contains(id, StringComparison.Ordinal));
        Assert.Contains(watch.Seen, record => record.Method == method && record is { From: RecordOrigin.Client, Outcome: RecordOutcome.Denied });
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Task_ThatNobodyMade_IsAnsweredTheSame(string method)
    {
        var id = $"t-{Guid.NewGuid()}";

        var reply = await host.SendAsync(About(method, id));

        Assert.Equal(-32602, reply.Code);
        Assert.DoesNotContain(host.Upstream.Calls, call => call.Text.Contains(id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tasks/get", """{"taskId":7}""")]
    [InlineData("tasks/get", "{}")]
    [InlineData("tasks/cancel", """{"taskId":null}""")]
    public async Task Task_WithoutAnId_IsUnknown(string method, string parameters)
    {
        var reply = await host.SendAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""");

        Assert.Equal(-32602, reply.Code);
    }

    [Theory]
    [InlineData("json", false)]
    [InlineData("sse", false)]
    [InlineData("json", true)]
    [InlineData("sse", true)]
    public async Task Task_OfTheCaller_ReachesTheServer(string kind, bool isExtension)
    {
        using var watch = host.Watch();
        var id = await CreateAsync("make_report", kind: kind, isExtension: isExtension);

        var reply = await host.SendAsync(About("tasks/result", id), script: call => call.TextAsync($"done {PortalHost.Pan}"));

        Assert.Equal($"done {PortalHost.MaskedPan}", reply.ToolText);
        Assert.Equal(2, watch.Seen.Count(record => record is { Method: "tasks/result", Tool: "make_report" }));
    }

    [Fact]
    public async Task Task_AfterARestart_IsStillItsCallers()
    {
        var id = await CreateAsync("make_report");

        await host.RestartAsync();

        Assert.Equal(-32602, (await host.SendAsync(About("tasks/get", id), PortalHost.Mallory)).Code);
        Assert.Equal("mine", (await host.SendAsync(About("tasks/get", id), script: call => call.TextAsync("mine"))).ToolText);
    }

    [Fact]
    public async Task Task_OfAToolThatIsDeniedNow_IsDeniedByThatRule()
    {
        var id = await CreateAsync("make_secret");
        var policies = host.Services.GetRequiredService<PolicyProvider>();
        Assert.Empty(await policies.SaveAsync(
            JsonSerializer.Deserialize<JsonElement>("""{"kind":"access","name":"no secrets","servers":["up"],"tools":["make_secret"],"effect":"deny"}"""), "test", null, Cancel));
        try
        {
            var reply = await host.SendAsync(About("tasks/result", id));
            var list = await ListAsync("json", [id]);

            Assert.Equal(-32010, reply.Code);
            Assert.Contains("no secrets", reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(id, list.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(host.Upstream.Calls, call => call.RpcMethod == "tasks/result" && call.Text.Contains(id, StringComparison.Ordinal));
        }
        finally
        {
            await policies.DeleteAsync("no secrets", "test", null, Cancel);
        }
    }

    [Theory]
    [InlineData("json")]
    [InlineData("sse")]
    [InlineData("get")]
    public async Task List_OfTasks_HoldsTheCallersOnly(string kind)
    {
        using var watch = host.Watch();
        var own = await CreateAsync("make_report");
        var other = await CreateAsync("make_report", PortalHost.Mallory);
        var unknown = $"t-{Guid.NewGuid()}";

        var list = await ListAsync(kind, [other, own, unknown]);

        Assert.Contains(own, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(unknown, list.Text, StringComparison.Ordinal);
        Assert.Contains("\"nextCursor\":\"n 1\"", list.Text, StringComparison.Ordinal);
        var record = Assert.Single(watch.Seen, record => RecordWatch.PayloadOf(record).Contains("nextCursor", StringComparison.Ordinal));
        Assert.Contains(own, RecordWatch.PayloadOf(record), StringComparison.Ordinal);
        Assert.DoesNotContain(other, RecordWatch.PayloadOf(record), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notifications/tasks/status", """{"taskId":"ID","status":"working"}""")]
    [InlineData("notifications/tasks", """{"taskId":"ID","status":"completed","result":{}}""")]
    [InlineData("notifications/progress", """{"progressToken":1,"progress":1,"_meta":{"io.modelcontextprotocol/related-task":{"taskId":"ID"}}}""")]
    [InlineData("notifications/tasks/status", """{"t\u0061skId":"ID","status":"working"}""")]
    public async Task Notification_AboutAnothersTask_IsLeftOut(string method, string parameters)
    {
        using var watch = host.Watch();
        var own = await CreateAsync("make_report");
        var other = await CreateAsync("make_report", PortalHost.Mallory);

        var text = await GetAsync(call => SendAllAsync(call, [Notice(other), Notice(own)]));

        Assert.Contains(own, text, StringComparison.Ordinal);
        Assert.DoesNotContain(other, text, StringComparison.Ordinal);
        Assert.Contains(watch.Seen, record => record.Method == method && record.Outcome == RecordOutcome.Denied && RecordWatch.PayloadOf(record).Contains(other, StringComparison.Ordinal));

        string Notice(string id) => $$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{parameters.Replace("ID", id, StringComparison.Ordinal)}}}""";
    }

    [Fact]
    public async Task Message_AboutATaskOfTheClients_Passes()
    {
        // The server asks the client for sampling as a task: the task is the client's, and the portal knows nothing of it.
        var id = $"client-{Guid.NewGuid()}";

        var text = await GetAsync(call => SendAllAsync(call, [
            $$$"""{"jsonrpc":"2.0","id":"s1","method":"tasks/get","params":{"taskId":"{{{id}}}"}}""",
            $$$"""{"jsonrpc":"2.0","id":"s2","method":"sampling/createMessage","params":{"_meta":{"io.modelcontextprotocol/related-task":{"taskId":"{{{id}}}"} } } }"""]));
        var answer = await host.SendAsync($$"""{"jsonrpc":"2.0","id":"s1","result":{"task":{"taskId":"{{id}}","status":"working"} } }""",
            script: call => call.WriteAsync("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));

        Assert.Equal(3, text.Split(id).Length);
        Assert.Equal(202, answer.Status);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("sse")]
    public async Task TaskId_OfAnotherCall_IsNotGivenASecondTime(string kind)
    {
        var id = await CreateAsync("make_report");

        var (another, stolen) = (await MakeAsync("make_report", PortalHost.Mallory, kind, id), await MakeAsync("make_other", PortalHost.Engineer, kind, id));

        Assert.DoesNotContain(id, another.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(id, stolen.Text, StringComparison.Ordinal);
        Assert.Contains("-32015", another.Text, StringComparison.Ordinal);
        Assert.Equal(-32602, (await host.SendAsync(About("tasks/get", id), PortalHost.Mallory)).Code);
        Assert.Equal("mine", (await host.SendAsync(About("tasks/get", id), script: call => call.TextAsync("mine"))).ToolText);
    }

    [Fact]
    public async Task Task_ThatWasNotAskedFor_IsNobodys()
    {
        var id = $"t-{Guid.NewGuid()}";
        await host.CallAsync(call => call.ResultAsync(Created(id, isExtension: false)), "make_report");

        Assert.Equal(-32602, (await host.SendAsync(About("tasks/get", id))).Code);
    }

    [Fact]
    public async Task Task_WhoseIdLooksLikeACard_IsWithheld()
    {
        var reply = await MakeAsync("make_report", PortalHost.Engineer, "json", PortalHost.Pan);

        Assert.Equal(-32015, reply.Code);
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task Tasks_OfLongAgo_AreForgotten()
    {
        await CreateAsync("make_report");
        using var connection = host.OpenDatabase();
        PortalHost.Execute(connection, """UPDATE "TaskBindings" SET "Created" = 1""");

        Assert.True(await host.Services.GetRequiredService<TaskDirectory>().ForgetAsync(Cancel) > 0);
        Assert.Equal(0, await host.Services.GetRequiredService<TaskDirectory>().ForgetAsync(Cancel));
    }

    [Fact]
    public async Task Subscription_ToAnothersTask_IsRefused()
    {
        var other = await CreateAsync("make_report", PortalHost.Mallory);

        var reply = await host.SendAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{"taskIds":["{{{other}}}"]} } }""");

        Assert.Equal(-32602, reply.Code);
    }

    [Fact]
    public async Task Call_ThatSaysItBelongsToAnothersTask_IsRefused()
    {
        var other = await CreateAsync("make_report", PortalHost.Mallory);

        var reply = await host.SendAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","_meta":{"io.modelcontextprotocol/related-task":{"taskId":"{{{other}}}"} } } }""");

        Assert.Equal(-32602, reply.Code);
    }

    [Fact]
    public async Task Batch_WithARequestAboutTasks_IsRefused()
    {
        var id = await CreateAsync("make_report");

        var reply = await host.SendAsync($"[{About("tasks/get", id)}]");

        Assert.Contains("-32600", reply.Text, StringComparison.Ordinal);
    }

    private async Task<string> CreateAsync(string tool, string token = PortalHost.Engineer, string kind = "json", bool isExtension = false)
    {
        var id = $"t-{Guid.NewGuid()}";
        Assert.Contains(id, (await MakeAsync(tool, token, kind, id, isExtension)).Text, StringComparison.Ordinal);
        return id;
    }

    private Task<Reply> MakeAsync(string tool, string token, string kind, string id, bool isExtension = false) => host.SendAsync(
        $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{}{{{(isExtension ? "" : ",\"task\":{\"ttl\":60000}")}}} } }""",
        token,
        script: kind == "json"
            ? call => call.ResultAsync(Created(id, isExtension))
            : call => SendAllAsync(call, [$$"""{"jsonrpc":"2.0","id":{{call.Id}},"result":{{Created(id, isExtension)}}}"""]));

    private static string Created(string id, bool isExtension) => isExtension
        ? $$"""{"resultType":"task","taskId":"{{id}}","status":"working","ttlMs":null}"""
        : $$$"""{"task":{"taskId":"{{{id}}}","status":"working","ttl":60000}}""";

    private async Task<Reply> ListAsync(string kind, string[] ids)
    {
        var tasks = string.Join(" , ", ids.Select(id => $$"""{ "taskId":"{{id}}", "status":"working" }"""));
        var result = $$"""{ "tasks" : [ {{tasks}} ],"nextCursor":"n 1"}""";
        if (kind == "get")
        {
            return new Reply(200, await GetAsync(call => SendAllAsync(call, [$$"""{"jsonrpc":"2.0","id":1,"result":{{result}}}"""])), null!, null!);
        }

        return await host.SendAsync(PortalHost.Request("tasks/list"), script: kind == "json"
            ? call => call.ResultAsync(result)
            : call => SendAllAsync(call, [$$"""{"jsonrpc":"2.0","id":{{call.Id}},"result":{{result}}}"""]));
    }

    private async Task<string> GetAsync(Func<UpstreamCall, Task> script)
    {
        using var request = host.Message(HttpMethod.Get, "/mcp/up", PortalHost.Engineer, script);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return (await host.SendAsync(request)).Text;
    }

    private static async Task SendAllAsync(UpstreamCall call, string[] messages)
    {
        await call.ChunkedHeadAsync("text/event-stream");
        foreach (var message in messages)
        {
            await call.ChunkAsync($"data: {message}\n\n");
        }

        await call.EndAsync();
    }

    private static string About(string method, string id) => $$$"""{"jsonrpc":"2.0","id":1,"method":"{{{method}}}","params":{"taskId":"{{{id}}}"}}""";
}
