using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Portal.Tests.Host;

/// <summary>Trailers of a server's reply: what a client gets of them, over HTTP/2.</summary>
public sealed class TrailerTests(Http2Host host) : IClassFixture<Http2Host>
{
    [Fact]
    public async Task Trailers_OfAReply_PassMaskedWithoutThoseThatActOnABrowser()
    {
        var trailers = await TrailersAsync("echo", $"X-Note: card {PortalHost.Pan}\r\nX-Plain: kept\r\nLocation: https://evil.example\r\nSet-Cookie: a=1\r\nAccess-Control-Allow-Origin: *\r\nRefresh: 0\r\n");
        Assert.Equal([$"x-note: card {PortalHost.MaskedPan}", "x-plain: kept"], trailers);
    }

    [Fact]
    public async Task Trailers_UnderAPattern_AreMasked()
    {
        using var put = Message(HttpMethod.Put, "/api/v1/policies/trailers", PortalHost.Admin);
        put.Content = new StringContent("""{"kind":"masking","servers":["up"],"tools":["trl_*"],"patterns":[{"name":"digits","regex":"\\d+"}],"action":"redact","reason":"a test"}""", Encoding.UTF8, "application/json");
        Assert.Equal(200, (await host.SendAsync(put)).Status);

        Assert.Equal(["x-owner: staff [redacted]"], await TrailersAsync("trl_get", "X-Owner: staff 4711\r\n"));
    }

    [Fact]
    public async Task Trailer_ThatCannotBeSent_IsDroppedAndNotTheReply() =>
        Assert.Equal(["x-plain: kept"], await TrailersAsync("echo", "X-Odd: a\u0001b\r\nX-Plain: kept\r\n"));

    private async Task<IEnumerable<string>> TrailersAsync(string tool, string trailers)
    {
        using var request = Message(HttpMethod.Post, "/mcp/up", PortalHost.Engineer);
        request.Headers.Add(Fakes.ScriptedUpstream.ScriptHeader, host.Upstream.Register(async call =>
        {
            await call.ChunkedHeadAsync("application/json");
            await call.ChunkAsync("""{"jsonrpc":"2.0","id":1,"result":{}}""");
            await call.WriteAsync($"0\r\n{trailers}\r\n");
        }));
        request.Content = new StringContent(PortalHost.Call(tool), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":{}}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return response.TrailingHeaders.Select(trailer => $"{trailer.Key}: {string.Join(", ", trailer.Value)}").Order(StringComparer.Ordinal);
    }

    private HttpRequestMessage Message(HttpMethod method, string path, string token)
    {
        var request = host.Message(method, path, token, null);
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        return request;
    }
}
