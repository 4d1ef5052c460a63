using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal;
using Portal.Api;
using Portal.Data;
using Portal.Gateway;
using Portal.Gateway.Masking;
using Portal.Hubs;
using Portal.Startup;

// SqlClient refuses the runtime's invariant mode, so the culture is made invariant here: nothing shown or stored depends on the
// machine's.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

try
{
    var builder = WebApplication.CreateBuilder(
        new WebApplicationOptions
        {
            // Settings are checked once, at the start; a file watcher would let unchecked ones in and see every write of a
            // database beside it.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],

            // Settings and assets lie beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        }
    );
    ConfigurationChecks.ThrowIfFaulty(builder.Configuration, builder.Environment);
    builder.WebHost.ConfigureKestrel(kestrel => ConnectionLimits.Apply(kestrel, builder.Configuration));

    // Straight to the thread pool: a call waits for two commits and a server, so a queue of the sockets' own only adds a hop.
    builder.WebHost.UseSockets(sockets => sockets.IOQueueCount = 0);
    builder.Services.AddPortalData(builder.Configuration);
    builder.Services.AddPortalKeys(builder.Configuration, isReadOnly: args is ["migrate" or "scan-store", ..]);
    builder.Services.AddGateway(builder.Configuration);
    builder.Services.AddPortalApi();
    builder.Services.AddPortalUi();
    builder.Services.AddApprovalHub();
    builder.Services.AddScoped<Seeder>();
    builder.Services.Replace(
        ServiceDescriptor.Singleton<ILoggerFactory>(provider => new CardFreeLoggerFactory(
            new LoggerFactory(
                provider.GetServices<ILoggerProvider>(),
                provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                provider.GetRequiredService<IOptions<LoggerFactoryOptions>>()
            ),
            provider.GetRequiredService<IStoredTextMask>()
        ))
    );

    await using var app = builder.Build();
    if (args is ["migrate", ..])
    {
        return await MigrateCommand.RunAsync(app.Services);
    }

    if (args is ["scan-store", ..])
    {
        return await ScanStoreCommand.RunAsync(app.Services, args[1..]);
    }

    await app.PrepareAsync();
    app.MapPortalUi();
    app.MapPortalApi();
    app.MapApprovalHub();
    app.MapPortalHealth();
    app.MapGateway();
    await app.RunAsync();
    return 0;
}
catch (StartupException exception)
{
    // It quotes what was configured.
    await Console.Error.WriteLineAsync(new MessageMasker().MaskText(exception.Message));
    return 1;
}
