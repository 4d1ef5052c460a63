using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.SelfScans;
using Portal.Data.Sessions;

namespace Portal.Data;

/// <summary>Registration of the database.</summary>
public static class PortalDataServices
{
    /// <summary>
    /// Adds <see cref="IDbContextFactory{TContext}"/> of <see cref="PortalDbContext"/>, a scoped context for ASP.NET Core Identity, and the
    /// <see cref="IRecordStore"/> of the configured provider. Needs an <see cref="IStoredTextMask"/>, which the gateway brings.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Configuration with the section <see cref="DatabaseOptions.Section"/>.</param>
    public static IServiceCollection AddPortalData(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        services.AddSingleton(options);
        services.AddSingleton<PortalDatabase>();
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            CreateFolder(options.ConnectionString);
            services.AddDbContextFactory<SqlitePortalDbContext>((provider, builder) => builder
                .UseSqlite(options.ConnectionString)
                .AddInterceptors(new DurableSqliteInterceptor(), new CardDataInterceptor(provider.GetRequiredService<IStoredTextMask>())));
            services.AddSingleton<IDbContextFactory<PortalDbContext>, PortalDbContextFactory<SqlitePortalDbContext>>();
            services.AddSingleton<IRecordStore, SqliteRecordStore>();
            services.AddSingleton<IStoredValues, SqliteStoredValues>();
        }
        else
        {
            services.AddDbContextFactory<SqlServerPortalDbContext>((provider, builder) => builder
                .UseSqlServer(options.ConnectionString)
                .AddInterceptors(new CardDataInterceptor(provider.GetRequiredService<IStoredTextMask>())));
            services.AddSingleton<IDbContextFactory<PortalDbContext>, PortalDbContextFactory<SqlServerPortalDbContext>>();
            services.AddSingleton<IRecordStore, SqlServerRecordStore>();
            services.AddSingleton<IStoredValues, SqlServerStoredValues>();
        }

        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());
        return services;
    }

    private static void CreateFolder(string connectionString)
    {
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        var folder = string.IsNullOrEmpty(file) || file.StartsWith(':') ? null : Path.GetDirectoryName(Path.GetFullPath(file));
        if (folder is null || Directory.Exists(folder))
        {
            return;
        }

        // The evidence is nobody else's to read on this machine.
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
