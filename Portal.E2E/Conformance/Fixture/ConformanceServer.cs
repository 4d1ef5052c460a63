using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Portal.E2E.Conformance.Fixture;

/// <summary>
/// The server that the public conformance suite is run against, once directly and once through the gateway. One endpoint serves every
/// protocol revision: sessions for those that begin with <c>initialize</c>, none for 2026-07-28.
/// </summary>
internal sealed class ConformanceServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ConformanceServer(WebApplication app)
    {
        _app = app;
        Endpoint = new Uri($"{app.Urls.First()}/mcp");
    }

    public Uri Endpoint { get; }

    public static async Task<ConformanceServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddDistributedMemoryCache();
        builder.Services.AddSingleton<ListenStreams>();
        AddMcp(builder.Services);

        var app = builder.Build();
        app.UseLoopbackOnly();
        app.MapMcp("/mcp");
        await app.StartAsync();
        return new ConformanceServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await using (_app)
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await _app.StopAsync(soon.Token);
        }
    }

    private static void AddMcp(IServiceCollection services) => services
        .AddMcpServer(options =>
        {
            options.ServerInfo = new() { Name = "portal-conformance-fixture", Version = "1.0.0" };
            options.Capabilities = new()
            {
                Tools = new() { ListChanged = true },
                Prompts = new() { ListChanged = true },
                Resources = new() { Subscribe = true },
            };
        })
        .WithHttpTransport(options => options.SessionMode = HttpServerSessionMode.StatefulForInitializeClients)
        .WithDistributedCacheEventStreamStore()
        .WithTools<ContentTools>()
        .WithTools<ConversationTools>()
        .WithTools<InputRequiredTools>()
        .WithTools<StatelessTools>()
        .WithTools([SchemaTool.Create()])
        .WithPrompts<FixturePrompts>()
        .WithResources<FixtureResources>()
        .WithRequestFilters(filters => filters.AddCachingHints().AddPollingForReconnection())
        .WithCompleteHandler((_, _) => ValueTask.FromResult(new CompleteResult { Completion = new() { Values = ["paris", "park"], Total = 2 } }))
        .WithSubscribeToResourcesHandler((_, _) => ValueTask.FromResult(new EmptyResult()))
        .WithUnsubscribeFromResourcesHandler((_, _) => ValueTask.FromResult(new EmptyResult()))
        .WithSetLoggingLevelHandler((_, _) => ValueTask.FromResult(new EmptyResult()))
        .WithSubscriptionsListenHandler(ListenStreams.ServeAsync);
}
