using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Portal.E2E.Targets;

/// <summary>
/// The least that a gateway can be: it wants a token, takes it off and forwards. It proves the tests themselves (a proxy that only forwards
/// must pass them all) and that every request of the suite carries the token.
/// </summary>
internal sealed class StandInProxy : IProxyUnderTest
{
    private const string Token = "stand-in";
    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _client;
    private readonly Action<HttpRequestMessage> _flaw;
    private int _withToken;
    private int _withoutToken;

    private StandInProxy(WebApplication app, HttpMessageInvoker client, Action<HttpRequestMessage> flaw) => (_app, _client, _flaw) = (app, client, flaw);

    public int RequestsWithToken => _withToken;

    public int RequestsWithoutToken => _withoutToken;

    /// <param name="servers">What stands behind <c>/mcp/{server}</c>.</param>
    /// <param name="flaw">What a bad gateway would do to a request; nothing when null.</param>
    public static async Task<StandInProxy> StartAsync(IReadOnlyDictionary<string, Uri> servers, Action<HttpRequestMessage>? flaw = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        var proxy = new StandInProxy(app, new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        }), flaw ?? (_ => { }));
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        app.Map("/mcp/{server}", (HttpContext context, string server) => proxy.ForwardAsync(context, forwarder, servers[server]));
        await app.StartAsync();
        return proxy;
    }

    public Target For(string server) => new("through the gateway", new Uri($"{_app.Urls.First()}/mcp/{server}"), Token);

    public string DescribeFailure() => $"{RequestsWithoutToken} requests came without a token.";

    public async ValueTask DisposeAsync()
    {
        await using (_app)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await _app.StopAsync(soon.Token);
        }

        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context, IHttpForwarder forwarder, Uri server)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            Interlocked.Increment(ref _withoutToken);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        Interlocked.Increment(ref _withToken);
        await forwarder.SendAsync(
            context,
            server.ToString(),
            _client,
            new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromMinutes(5) },
            new ToEndpoint(server, _flaw),
            context.RequestAborted);
    }

    private sealed class ToEndpoint(Uri server, Action<HttpRequestMessage> flaw) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = server;
            proxyRequest.Headers.Host = httpContext.Request.Host.Value;
            proxyRequest.Headers.Authorization = null;
            flaw(proxyRequest);
        }
    }
}
