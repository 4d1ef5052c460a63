using Microsoft.Extensions.Logging.Console;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using PaymentsServer.Access;
using PaymentsServer.Prompts;
using PaymentsServer.Querying;
using PaymentsServer.Resources;
using PaymentsServer.Seeding;
using PaymentsServer.Tools;

namespace PaymentsServer;

/// <summary>
/// A small MCP server with the ledger of a made-up payment company, full of test card numbers. One endpoint, <c>/mcp</c>, serves
/// the revisions with sessions (up to 2025-11-25) and the one without (2026-07-28).
/// </summary>
public static class PaymentsHost
{
    private const string Instructions =
        "Card payments of a made-up company: 200 customers and 2,000 transactions of 2026. All card numbers are test numbers. "
        + "Start with list_transactions or search_cards. refund_payment and confirm_chargeback change data.";

    /// <summary>
    /// Builds the server; start it with <see cref="WebApplication.StartAsync"/>, then read its address from
    /// <see cref="WebApplication.Urls"/>.
    /// </summary>
    /// <param name="url">Where to listen, such as <c>http://127.0.0.1:7001</c>. Port 0 takes a free one.</param>
    /// <param name="apiKey">What requests must carry in <c>X-Api-Key</c> (else 401). Null, the default, lets everyone on this
    /// machine in.</param>
    /// <param name="timeProvider">The clock of <c>slow_report</c> and of query deadlines; the system's by default. The data does
    /// not depend on it.</param>
    public static WebApplication Build(string url, string? apiKey = null, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        if (apiKey is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        }

        // Empty: a host in the same process keeps its appsettings.json and environment to itself.
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = typeof(PaymentsHost).Assembly.GetName().Name }
        );
        builder.WebHost.UseKestrelCore().UseUrls(url);
        AddQuietLogging(builder.Logging);
        builder.Services.AddRoutingCore();
        AddLedger(builder.Services, timeProvider ?? TimeProvider.System);
        AddMcp(builder.Services);

        var app = builder.Build();
        // Filled now, not at the first query.
        app.Services.GetRequiredService<LedgerDatabase>();
        if (apiKey is null)
        {
            app.UseMiddleware<LocalOriginMiddleware>();
        }
        else
        {
            app.UseMiddleware<ApiKeyMiddleware>(apiKey);
        }

        app.UseMiddleware<CancelledCallMiddleware>();
        app.MapMcp("/mcp");
        return app;
    }

    private static void AddQuietLogging(ILoggingBuilder logging) =>
        logging
            .SetMinimumLevel(LogLevel.Warning)
            // The SDK logs the exceptions of tools, and those can quote arguments.
            .AddFilter("ModelContextProtocol", LogLevel.None)
            .AddSimpleConsole(options => options.ColorBehavior = LoggerColorBehavior.Disabled);

    private static void AddLedger(IServiceCollection services, TimeProvider timeProvider) =>
        services
            .AddSingleton(timeProvider)
            .AddSingleton(_ => LedgerSeed.Create())
            .AddSingleton<LedgerDatabase>()
            .AddSingleton<LedgerQuery>();

    private static void AddMcp(IServiceCollection services)
    {
        services.AddDistributedMemoryCache();
        services
            .AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation
                {
                    Name = "payments",
                    Title = "Payments (sample)",
                    Version = "1.0.0",
                };
                options.ServerInstructions = Instructions;
            })
            .WithHttpTransport(options => options.SessionMode = HttpServerSessionMode.StatefulForInitializeClients)
            .WithDistributedCacheEventStreamStore(options => options.EventSlidingExpiration = TimeSpan.FromMinutes(2))
            .WithRequestFilters(filters => filters.AddCallToolFilter(ArgumentFilter.Wrap))
            .WithTools<ListTransactionsTool>()
            .WithTools<GetCustomerTool>()
            .WithTools<SearchCardsTool>()
            .WithTools<RefundPaymentTool>()
            .WithTools<ExportTransactionsTool>()
            .WithTools<RunQueryTool>()
            .WithTools<SlowReportTool>()
            .WithTools<ConfirmChargebackTool>()
            .WithResources<StatementResource>()
            .WithResources<DailyReportResource>()
            .WithPrompts<DisputeLetterPrompt>();
    }
}
