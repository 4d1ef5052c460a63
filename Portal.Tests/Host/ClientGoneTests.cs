using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Sessions;
using Portal.Gateway.Recording;

namespace Portal.Tests.Host;

public sealed class ClientGoneTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Client_GoneBeforeTheReply_IsRecordedAsAbortedAndSeenByTheServer()
    {
        using var watch = host.Watch();
        using var leaving = new CancellationTokenSource();
        var gone = new TaskCompletionSource();
        using var request = host.Message(HttpMethod.Post, "/mcp/up", PortalHost.Engineer, async call =>
        {
            await leaving.CancelAsync();
            await call.GoneAsync();
            gone.SetResult();
        });
        request.Content = new StringContent(PortalHost.Call("slow"), Encoding.UTF8, "application/json");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Client.SendAsync(request, leaving.Token));

        await gone.Task.WaitAsync(Outer.Limit, TestContext.Current.CancellationToken);
        await watch.FirstAsync(record => record.Outcome == RecordOutcome.Aborted);
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("cannot be proxied", StringComparison.Ordinal));
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Client_GoneInTheMiddleOfAStream_IsRecordedAsAbortedAndSeenByTheServer()
    {
        using var watch = host.Watch();
        var gone = new TaskCompletionSource();
        using var request = host.Message(HttpMethod.Post, "/mcp/up", PortalHost.Engineer, async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.ChunkAsync("id: 1\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":\"x\"}}\n\n");
            await call.GoneAsync();
            gone.SetResult();
        });
        request.Content = new StringContent(PortalHost.Call("slow"), Encoding.UTF8, "application/json");

        using (var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            Assert.True(await stream.ReadAsync(new byte[10], TestContext.Current.CancellationToken) > 0);
        }

        await gone.Task.WaitAsync(Outer.Limit, TestContext.Current.CancellationToken);
        await watch.FirstAsync(record => record.Outcome == RecordOutcome.Aborted);
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("cannot be proxied", StringComparison.Ordinal));
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Client_GoneFromAnIdleStream_IsRecordedAsAbortedAndSeenByTheServer()
    {
        using var watch = host.Watch();
        var gone = new TaskCompletionSource();
        using var request = host.Message(HttpMethod.Get, "/mcp/up", PortalHost.Engineer, async call =>
        {
            await call.ChunkedHeadAsync("text/event-stream");
            await call.GoneAsync();
            gone.SetResult();
        });

        using (await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            Assert.Contains(watch.Seen, record => record.Method == "portal/stream-opened");
        }

        await gone.Task.WaitAsync(Outer.Limit, TestContext.Current.CancellationToken);
        await watch.FirstAsync(record => record.Outcome == RecordOutcome.Aborted);
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("cannot be proxied", StringComparison.Ordinal));
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Client_GoneInTheMiddleOfItsBody_IsRecordedAndNotForwarded()
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        await host.RawAsync($"POST /mcp/up HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nContent-Length: 500\r\n\r\n{{\"jsonrpc\"", half: true);

        await watch.FirstAsync(record => record.Outcome is RecordOutcome.Aborted or RecordOutcome.Denied or RecordOutcome.Error);
        Assert.Equal(before, host.Upstream.Calls.Count);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Client_GoneBeforeItsCallIsRecorded_IsRecordedAsClosed()
    {
        using var watch = host.Watch();
        using var gone = new CancellationTokenSource();
        var stage = ActivatorUtilities.CreateInstance<RecordingMiddleware>(host.Services, (RequestDelegate)(async _ =>
        {
            // A stage ahead of the commit, such as the look-up of a session, sees that the client has left.
            await gone.CancelAsync();
            throw new OperationCanceledException();
        }));
        var context = new DefaultHttpContext { RequestServices = host.Services, RequestAborted = gone.Token };
        context.Request.RouteValues["server"] = "up";

        await stage.InvokeAsync(context);

        var closed = Assert.Single(watch.Seen, record => record.Method == "portal/closed");
        Assert.Equal(RecordOutcome.Aborted, closed.Outcome);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Client_ResetInTheMiddleOfItsBody_IsRecorded()
    {
        using var watch = host.Watch();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, host.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST /mcp/up HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nContent-Length: 500\r\n\r\n"),
                TestContext.Current.CancellationToken);

            // The gateway has begun to read the body.
            await client.GetStream().ReadExactlyAsync(new byte["HTTP/1.1 100 Continue".Length], TestContext.Current.CancellationToken);
            client.LingerState = new LingerOption(enable: true, 0);
        }

        await watch.FirstAsync(record => record is { Method: "portal/closed", Outcome: RecordOutcome.Aborted } or { Method: "portal/refused", Outcome: RecordOutcome.Denied });
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}XX0\r\n\r\n")]
    public async Task Body_WithBrokenChunks_IsABadRequestAndRecorded(string body)
    {
        using var watch = host.Watch();
        var before = host.Upstream.Calls.Count;

        var reply = await host.RawAsync($"POST /mcp/up HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nTransfer-Encoding: chunked\r\n\r\n{body}");

        Assert.StartsWith("HTTP/1.1 400", reply, StringComparison.Ordinal);
        await watch.FirstAsync(record => record.Outcome is RecordOutcome.Denied or RecordOutcome.Error);
        Assert.Equal(before, host.Upstream.Calls.Count);
        await host.AssertServesAsync();
    }

    [Theory]
    [InlineData("Content-Length: 3\r\nTransfer-Encoding: chunked")]
    [InlineData("Content-Length: 3\r\nContent-Length: 60")]
    [InlineData("Transfer-Encoding: chunked, identity")]
    [InlineData("Transfer-Encoding: xchunked")]
    [InlineData("Content-Length: +60")]
    [InlineData("Content-Length : 60")]
    public async Task Request_WithDisputedLength_SmugglesNothing(string headers)
    {
        var before = host.Upstream.Calls.Count;
        var hidden = $"POST /mcp/up HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nContent-Length: 2\r\n\r\n{{}}";

        var reply = await host.RawAsync($"POST /mcp/up HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer {PortalHost.Engineer}\r\n{headers}\r\n\r\n0\r\n\r\n{hidden}");

        Assert.Matches("^HTTP/1.1 4[0-9][0-9]", reply);
        Assert.Single(reply.Split("HTTP/1.1 ").Skip(1));
        Assert.Equal(before, host.Upstream.Calls.Count);
        await host.AssertServesAsync();
    }

    [Fact]
    public async Task Expect_100Continue_IsAnsweredByTheGatewayAndPasses()
    {
        var reply = await host.SendAsync(PortalHost.Call("echo"), change: request => request.Headers.ExpectContinue = true);

        Assert.Equal("fine", reply.ToolText);
        var refused = await host.SendAsync(PortalHost.Call("echo"), token: null, change: request => request.Headers.ExpectContinue = true);
        Assert.Equal(401, refused.Status);
        await host.AssertServesAsync();
    }
}
