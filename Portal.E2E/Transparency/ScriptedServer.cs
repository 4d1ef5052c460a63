using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.E2E.Transparency;

/// <summary>
/// An MCP server without an SDK: it answers with the exact bytes of <see cref="ScriptedReplies"/>, by the name of the tool that is called, and
/// remembers what it was sent. A client is known by its session, or before sessions and without them by the header <see cref="ClientHeader"/>.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    public const string ClientHeader = "User-Agent";

    private const string SessionHeader = "Mcp-Session-Id";
    private readonly ConcurrentDictionary<string, ScriptedSession> _sessions = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app) => _app = app;

    public Uri Endpoint => new($"{_app.Urls.First()}/mcp");

    /// <summary>Takes POST only.</summary>
    public Uri RefusingEndpoint => new($"{_app.Urls.First()}/refusing");

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ScriptedServer(app);
        app.MapPost("/mcp", server.PostAsync);
        app.MapGet("/mcp", server.GetAsync);
        app.MapDelete("/mcp", server.DeleteAsync);
        app.MapPost("/refusing", server.PostAsync);
        await app.StartAsync();
        return server;
    }

    public ScriptedSession Session(string id) => _sessions[id];

    public ScriptedSession Expect(string client) => _sessions.GetOrAdd(client, _ => new());

    public async ValueTask DisposeAsync()
    {
        await using (_app)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await _app.StopAsync(soon.Token);
        }
    }

    private async Task PostAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        using var message = JsonDocument.Parse(buffer.ToArray());
        var method = message.RootElement.TryGetProperty("method", out var value) ? value.GetString() : null;
        if (method == "initialize")
        {
            await InitializeAsync(context, buffer.ToArray());
        }
        else if (Find(context) is not { } session)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            session.Requests.Enqueue(Capture(context, buffer.ToArray()));
            await AnswerAsync(context, session, method, message.RootElement);
        }
    }

    private Task InitializeAsync(HttpContext context, byte[] body)
    {
        var id = $"scripted-{Guid.NewGuid():N}";
        Expect(id).Requests.Enqueue(Capture(context, body));
        context.Response.Headers[SessionHeader] = id;
        return JsonAsync(context, ScriptedReplies.Initialized);
    }

    private static Task AnswerAsync(HttpContext context, ScriptedSession session, string? method, JsonElement message)
    {
        if (method is null || !message.TryGetProperty("id", out _))
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return Task.CompletedTask;
        }

        return (method, method == "tools/call" ? message.GetProperty("params").GetProperty("name").GetString() : null) switch
        {
            ("tools/list", _) => JsonAsync(context, ScriptedReplies.ToolList),
            (_, "structured") => JsonAsync(context, ScriptedReplies.Structured),
            (_, "failing") => JsonAsync(context, ScriptedReplies.Error),
            (_, "refused") => JsonAsync(context, ScriptedReplies.Error, StatusCodes.Status400BadRequest),
            (_, "large") => JsonAsync(context, ScriptedReplies.Large),
            (_, "stream") => StreamAsync(context, ScriptedReplies.Stream),
            (_, "gated") => GatedStreamAsync(context, session, ScriptedReplies.SecondEvent),
            (_, "hang") => session.WaitForGateAsync(context.RequestAborted),
            _ => JsonAsync(context, ScriptedReplies.Error, StatusCodes.Status404NotFound),
        };
    }

    private async Task GetAsync(HttpContext context)
    {
        if (Find(context) is not { } session)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        session.Requests.Enqueue(Capture(context, []));
        if (context.Request.Headers.ContainsKey("Last-Event-ID"))
        {
            await StreamAsync(context, ScriptedReplies.Stream);
            return;
        }

        await GatedStreamAsync(context, session, ScriptedReplies.SecondEventOfGet);
    }

    private void DeleteAsync(HttpContext context) =>
        context.Response.StatusCode = _sessions.TryRemove(context.Request.Headers[SessionHeader].ToString(), out _)
            ? StatusCodes.Status200OK
            : StatusCodes.Status404NotFound;

    private ScriptedSession? Find(HttpContext context)
    {
        var headers = context.Request.Headers;
        var key = headers.TryGetValue(SessionHeader, out var session) ? session.ToString() : headers[ClientHeader].ToString();
        return _sessions.GetValueOrDefault(key);
    }

    private static CapturedRequest Capture(HttpContext context, byte[] body) => new(
        context.Request.Method,
        context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        body);

    private static async Task JsonAsync(HttpContext context, byte[] body, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers["X-Scripted"] = "kept";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext context, byte[] events)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache, no-transform";
        await context.Response.Body.WriteAsync(events, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static async Task GatedStreamAsync(HttpContext context, ScriptedSession session, byte[] secondEvent)
    {
        await StreamAsync(context, ScriptedReplies.FirstEvent);
        await session.WaitForGateAsync(context.RequestAborted);
        await context.Response.Body.WriteAsync(secondEvent, context.RequestAborted);
    }
}
