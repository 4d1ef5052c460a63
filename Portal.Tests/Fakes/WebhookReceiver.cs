using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.Fakes;

/// <summary>Takes webhooks on a loopback port and answers as a test says, by path.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedHook> _received = new();
    private readonly SemaphoreSlim _arrived = new(0);

    public WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _app = builder.Build();
        _app.Run(TakeAsync);
        _app.Start();
    }

    public string Url => _app.Urls.First();

    /// <summary>How to answer; 204 where nothing is said.</summary>
    public ConcurrentDictionary<string, Func<ReceivedHook, HttpContext, Task>> Answers { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ReceivedHook> Received => [.. _received];

    /// <summary>The first so many messages that have arrived, or arrive, and satisfy a condition.</summary>
    public async Task<IReadOnlyList<ReceivedHook>> WaitAsync(Func<ReceivedHook, bool> wanted, int count = 1)
    {
        while (true)
        {
            var found = _received.Where(wanted).Take(count).ToList();
            if (found.Count == count)
            {
                return found;
            }

            if (!await _arrived.WaitAsync(Outer.Limit, TestContext.Current.CancellationToken))
            {
                throw new TimeoutException($"{found.Count} of {count} messages came; in all: {string.Join('\n', _received.Select(hook => $"{hook.Path} {hook.Text}"))}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var hook = new ReceivedHook(context.Request.Method, context.Request.Path.Value!, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        _received.Enqueue(hook);
        _arrived.Release();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (Answers.TryGetValue(hook.Path, out var answer))
        {
            await answer(hook, context);
        }
    }
}

/// <summary>A message as it arrived.</summary>
internal sealed record ReceivedHook(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public bool IsAbout(Guid ticket) => Text.Contains(ticket.ToString(), StringComparison.Ordinal);
}
