using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Data.Sessions;
using Portal.Tests.Fakes;

namespace Portal.Tests.Host;

public sealed class ForwardingTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Request_OnItsWay_LosesTheCallersCredentialsAndGetsTheServers()
    {
        UpstreamCall? seen = null;

        await host.SendAsync(PortalHost.Call("echo"), script: call =>
        {
            seen = call;
            return call.TextAsync("x");
        }, change: request =>
        {
            request.Headers.Add("Cookie", "portal=1");
            request.Headers.Add("Proxy-Authorization", $"Bearer {PortalHost.Engineer}");
            request.Headers.Add("X-Api-Key", "mine");
            request.Headers.Add("DPoP", "proof");
            request.Headers.Add("X-Tenant", "kept");
        });

        Assert.NotNull(seen);
        Assert.DoesNotContain(PortalHost.Engineer, seen.Head, StringComparison.Ordinal);
        Assert.Empty(seen.Values("Cookie"));
        Assert.Empty(seen.Values("DPoP"));
        Assert.Equal([PortalHost.ServerSecret], seen.Values("X-Api-Key"));
        Assert.Equal(["kept"], seen.Values("X-Tenant"));
        host.AssertNothingLeaked();
    }

    [Fact]
    public async Task Body_OnItsWay_IsNotChanged()
    {
        byte[] received = [];
        var body = " " + PortalHost.Call("echo", $$"""{ "z":1e2, "card" : "{{PortalHost.Pan}}","a":"\u00e9\/"}""") + "\r\n";

        await host.SendAsync(body, script: call =>
        {
            received = call.Body;
            return call.TextAsync("x");
        });

        Assert.Equal(body, Encoding.UTF8.GetString(received));
    }

    [Fact]
    public async Task Connection_Header_CannotStripTheServersCredentials()
    {
        UpstreamCall? seen = null;
        var body = PortalHost.Call("echo");
        var script = host.Upstream.Register(call =>
        {
            seen = call;
            return call.TextAsync("x");
        });

        await host.RawAsync($"POST /mcp/up HTTP/1.1\r\nHost: localhost\r\nConnection: close, X-Api-Key, Via, Mcp-Session-Id\r\nContent-Type: application/json\r\n{ScriptedUpstream.ScriptHeader}: {script}\r\nAuthorization: Bearer {PortalHost.Engineer}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.NotNull(seen);
        Assert.Equal([PortalHost.ServerSecret], seen.Values("X-Api-Key"));
        Assert.NotEmpty(seen.Values("Via"));
    }

    [Fact]
    public async Task ServerBehindAnotherName_ThatLeadsBackHere_IsRefused()
    {
        // A relay stands for a name in DNS that leads back to the gateway.
        using var stopping = new CancellationTokenSource();
        using var relay = new TcpListener(IPAddress.Loopback, 0);
        relay.Start();
        var relaying = RelayAsync(relay, stopping.Token);
        var url = $"http://127.0.0.1:{((IPEndPoint)relay.LocalEndpoint).Port}/mcp/loop";
        foreach (var headers in new[] { $$"""{"Authorization":"Bearer {{PortalHost.Engineer}}"}""", "{}" })
        {
            Assert.Equal(200, (await host.ApiAsync(HttpMethod.Put, "/api/v1/servers/loop", PortalHost.Admin, $$"""{"url":"{{url}}","headers":{{headers}}}""")).Status);
            Assert.Equal(200, (await host.ApiAsync(HttpMethod.Put, "/api/v1/policies/use-loop", PortalHost.Admin, """{"kind":"access","servers":["loop"],"tools":["*"],"effect":"allow"}""")).Status);
            using var watch = host.Watch();

            var reply = await host.SendAsync(PortalHost.Call("echo"), server: "loop");

            Assert.Equal(-32014, reply.Code);
            Assert.Contains("leads back", reply.Text, StringComparison.Ordinal);
            Assert.Contains(watch.Seen, record => record is { Direction: RecordDirection.Control, Outcome: RecordOutcome.Denied });
            Assert.True(watch.Seen.Count < 10, "It went round and round.");
        }

        await host.AssertServesAsync();
        await stopping.CancelAsync();
        relay.Stop();
        await relaying;
    }

    private async Task RelayAsync(TcpListener relay, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                _ = PipeAsync(await relay.AcceptTcpClientAsync(cancellationToken), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PipeAsync(TcpClient from, CancellationToken cancellationToken)
    {
        using var source = from;
        using var target = new TcpClient();
        try
        {
            await target.ConnectAsync(IPAddress.Loopback, host.Port, cancellationToken);
            await Task.WhenAny(
                source.GetStream().CopyToAsync(target.GetStream(), cancellationToken),
                target.GetStream().CopyToAsync(source.GetStream(), cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
        {
            // One side has hung up.
        }
    }
}
