using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

/// <summary>An administrator's test of a server: what it says, and where the server's credentials go.</summary>
public sealed class ServerProbeTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData(307)]
    [InlineData(308)]
    [InlineData(302)]
    public async Task Test_ServerRedirects_IsFollowedNowhere(int status)
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        var target = $"http://127.0.0.1:{((IPEndPoint)elsewhere.LocalEndpoint).Port}/mcp";
        await using var server = new ScriptedUpstream();
        await PutAsync(server, call => call.AnswerAsync("moved", "text/plain", $"{status} Moved", $"Location: {target}\r\n"));

        var report = await TestAsync();

        Assert.False(report.Json.GetProperty("works").GetBoolean());
        Assert.Contains($"redirects (HTTP {status})", report.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(elsewhere.Pending());
        Assert.NotEmpty(server.Calls);
    }

    [Fact]
    public async Task Test_ServerOfTheOldTransportNamesAForeignAddress_NothingGoesThere()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        var target = $"http://127.0.0.1:{((IPEndPoint)elsewhere.LocalEndpoint).Port}/messages";
        await using var server = new ScriptedUpstream();
        await PutAsync(server, async call =>
        {
            if (call.Method == "GET")
            {
                await call.ChunkedHeadAsync("text/event-stream");
                await call.ChunkAsync($"event: endpoint\ndata: {target}\n\n");
                await call.GoneAsync();
            }
            else
            {
                await call.AnswerAsync("no", "text/plain", "405 Method Not Allowed");
            }
        });

        var report = await TestAsync();

        Assert.False(report.Json.GetProperty("works").GetBoolean());
        Assert.Contains("not its own", report.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(elsewhere.Pending());
        Assert.DoesNotContain(PortalHost.ServerSecret, report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_ServerOfTheOldTransport_Works()
    {
        var posted = new BlockingCollection<UpstreamCall>();
        await using var server = new ScriptedUpstream();
        await PutAsync(server, call => call switch
        {
            { Method: "GET" } => StreamAsync(call, posted),
            { Target: "/messages" } => AcceptAsync(call, posted),
            _ => call.AnswerAsync("Cannot POST", "text/html", "404 Not Found"),
        });

        var report = await TestAsync();

        Assert.True(report.Json.GetProperty("works").GetBoolean(), report.Text);
        Assert.Equal("old", report.Json.GetProperty("name").GetString());
    }

    private static Task AcceptAsync(UpstreamCall call, BlockingCollection<UpstreamCall> posted)
    {
        posted.Add(call);
        return call.WriteAsync("HTTP/1.1 202 Accepted\r\nContent-Length: 8\r\nConnection: close\r\n\r\nAccepted");
    }

    private static async Task StreamAsync(UpstreamCall call, BlockingCollection<UpstreamCall> posted)
    {
        await call.ChunkedHeadAsync("text/event-stream");
        await call.ChunkAsync("event: endpoint\ndata: /messages\n\n");
        foreach (var answer in Answers)
        {
            var request = await Task.Run(() => Next(posted, answer.Method));
            await call.ChunkAsync($"event: message\ndata: {{\"jsonrpc\":\"2.0\",\"id\":{request.Id},\"result\":{answer.Result}}}\n\n");
        }

        await call.GoneAsync();
    }

    private static UpstreamCall Next(BlockingCollection<UpstreamCall> posted, string method)
    {
        while (posted.TryTake(out var call, Outer.Limit))
        {
            if (call.RpcMethod == method)
            {
                return call;
            }
        }

        throw new TimeoutException($"{method} was not asked.");
    }

    private static readonly (string Method, string Result)[] Answers =
    [
        ("initialize", """{"protocolVersion":"2024-11-05","capabilities":{"tools":{}},"serverInfo":{"name":"old","version":"1"}}"""),
        ("tools/list", """{"tools":[]}"""),
    ];

    private async Task PutAsync(ScriptedUpstream server, Func<UpstreamCall, Task> script)
    {
        var body = $$$"""{"url":"{{{server.Url}}}","headers":{"X-Api-Key":"{{{PortalHost.ServerSecret}}}","{{{ScriptedUpstream.ScriptHeader}}}":"{{{server.Register(script)}}}"}}""";
        var reply = await host.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/v1/servers/probed")
        {
            Headers = { Authorization = new("Bearer", PortalHost.Admin) },
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });
        Assert.True(reply.Status == 200, reply.Text);
    }

    private Task<Reply> TestAsync() => host.ApiAsync(HttpMethod.Post, "/api/v1/servers/probed/test", PortalHost.Admin);
}
