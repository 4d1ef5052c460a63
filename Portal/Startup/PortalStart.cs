using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Data.Locking;
using Portal.Gateway;
using Portal.Gateway.Configuration;
using Portal.Gateway.Keys;
using Portal.Gateway.Routing;
using Portal.Gateway.Storage;

namespace Portal.Startup;

/// <summary>Represents what must be done before the first request.</summary>
internal static class PortalStart
{
    /// <summary>Brings the schema up to date, applies the seed, loads the gateway and, in the demo, starts it.</summary>
    /// <exception cref="StartupException">The portal cannot start as it is configured.</exception>
    public static async Task PrepareAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            _ = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value;
            _ = app.Services.GetRequiredService<IOptions<LimitOptions>>().Value;
            _ = app.Services.GetRequiredService<IOptions<EvidenceOptions>>().Value;
        }
        catch (OptionsValidationException exception)
        {
            throw new StartupException(
                "The configuration has faults; correct them in appsettings.json or the environment:",
                [.. exception.Failures]
            );
        }

        var lease = app.Services.GetRequiredService<DatabaseLease>();
        try
        {
            lease.Take();
            await app.Services.GetRequiredService<PortalDatabase>().PrepareAsync(stopping);

            // Once more for a database that was not there before; otherwise it is held already.
            lease.Take();
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.Data.Common.DbException)
        {
            throw new StartupException("The database cannot be used:", [exception.Message]);
        }

        try
        {
            await app.Services.LoadGatewayAsync(stopping);
        }
        catch (InvalidOperationException exception)
        {
            throw new StartupException("The portal cannot start:", [exception.Message]);
        }

        await using var scope = app.Services.CreateAsyncScope();
        var seeder = scope.ServiceProvider.GetRequiredService<Seeder>();
        if (app.Configuration["Seed:File"] is { Length: > 0 } file)
        {
            await seeder.ApplyAsync(SeedFile.Read(file), stopping);
        }

        if (DemoSettings.IsOn(app.Configuration, app.Environment))
        {
            await Demo.StartAsync(app, seeder);
        }

        await app.Services.LoadGatewayAsync(stopping);
        await OwnerCheck.WarnAsync(app.Services, stopping);
        ThrowIfUnreadable(app.Services);
    }

    // After the seed, which may bring credentials anew.
    private static void ThrowIfUnreadable(IServiceProvider services)
    {
        var givenUp = services.GetRequiredService<IOptions<KeyOptions>>().Value.GiveUp;
        var unreadable = services
            .GetRequiredService<ServerRegistry>()
            .Unreadable.Where(name => !givenUp.Contains($"server/{name}", StringComparer.Ordinal))
            .ToList();
        if (unreadable.Count > 0)
        {
            throw new StartupException(
                "The credentials of servers cannot be read with the key files in Keys:Directory. Name the right folder, or "
                    + "restore it from its backup. Only where it is lost for good, "
                    + "list the servers in Keys:GiveUp: each is switched off until its credentials are given again:",
                unreadable.ConvertAll(name => $"server/{name}")
            );
        }
    }
}
