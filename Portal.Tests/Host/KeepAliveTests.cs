using System.Net.Http.Headers;
using System.Text;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>Streams that are idle, and servers that take their time.</summary>
public sealed class KeepAliveTests(KeepAliveHost host) : IClassFixture<KeepAliveHost>
{
    private const string Event = "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n";
    private const string Comment = ": keep-alive\n\n";

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Stream_ThatIsIdle_GetsComments(string method)
    {
        var go = new TaskCompletionSource();
        var result = $"data: {{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{{}}}}\n\n";
        using var request = host.Message(new HttpMethod(method), "/mcp/up", PortalHost.Engineer, async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await go.Task;
            await call.ChunkAsync(Event + result);
            await call.EndAsync();
        });
        request.Content = method == "GET" ? null : new StringContent(PortalHost.Call("slow"), Encoding.UTF8, "application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));

        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var read = new byte[2 * Comment.Length];
        await stream.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
        go.SetResult();
        using var rest = new StreamReader(stream);

        Assert.Equal(Comment + Comment, Encoding.UTF8.GetString(read));
        Assert.Equal(Event + result, (await rest.ReadToEndAsync(TestContext.Current.CancellationToken)).Replace(Comment, "", StringComparison.Ordinal));
        Assert.Equal(["no"], response.Headers.GetValues("X-Accel-Buffering"));
        Assert.True(response.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task Server_WithATimeOfItsOwn_HasThatTime()
    {
        await PutAsync("""{"url":"URL","timeoutSeconds":3600}""");
        var release = new TaskCompletionSource();
        Func<UpstreamCall, Task> slow = async call =>
        {
            await release.Task;
            await call.TextAsync("late");
        };

        var patient = host.CallAsync(slow, server: "patient");
        var hasty = await host.CallAsync(slow, server: "hasty");
        Assert.Equal(-32014, hasty.Code);
        Assert.False(patient.IsCompleted);
        release.SetResult();
        Assert.Equal("late", (await patient).ToolText);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3601)]
    [InlineData(-1)]
    public async Task Server_WithATimeOutOfRange_IsRefused(int seconds)
    {
        var reply = await host.ApiAsync(HttpMethod.Put, "/api/v1/servers/patient", PortalHost.Admin, $$"""{"url":"{{host.Upstream.Url}}","timeoutSeconds":{{seconds}}}""");
        Assert.Equal(400, reply.Status);
        Assert.Contains("1 to 3600 seconds", reply.Text, StringComparison.Ordinal);
    }

    private async Task PutAsync(string server)
    {
        var reply = await host.ApiAsync(HttpMethod.Put, "/api/v1/servers/patient", PortalHost.Admin, server.Replace("URL", host.Upstream.Url, StringComparison.Ordinal));
        Assert.Equal((200, 3600), (reply.Status, reply.Json.GetProperty("timeoutSeconds").GetInt32()));
        Assert.Equal(3600, (await host.ApiAsync("/api/v1/servers/patient")).Json.GetProperty("timeoutSeconds").GetInt32());
        var rule = await host.ApiAsync(HttpMethod.Put, "/api/v1/policies/patient", PortalHost.Admin, """{"kind":"access","servers":["patient"],"tools":["*"],"effect":"allow"}""");
        Assert.Equal(200, rule.Status);
    }
}
