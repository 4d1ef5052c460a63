using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Locking;
using Portal.Data.SelfScans;
using Portal.Data.Sessions;

namespace Portal.Data;

/// <summary>Registration of the database.</summary>
public static class PortalDataServices
{
    /// <summary>
    /// Adds <see cref="IDbContextFactory{TContext}"/> of <see cref="PortalDbContext"/>, a scoped context for ASP.NET Core
    /// Identity, and the <see cref="IRecordStore"/> of the configured provider. Needs an <see cref="IStoredTextMask"/>, which the
    /// gateway brings.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Configuration with the section <see cref="DatabaseOptions.Section"/>.</param>
    public static IServiceCollection AddPortalData(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        services.AddLogging();
        services.AddSingleton(options);
        services.AddSingleton<PortalDatabase>();
        services.AddSingleton<DatabaseLease>();
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            CreateFolder(options.ConnectionString);
            options.ConnectionString = SqliteFiles.Existing(options.ConnectionString);
            var files = new SqliteFiles(options);
            services.AddSingleton(_ => files);
            services.AddSingleton<IDatabaseLock, SqliteDatabaseLock>();
            services.AddDbContextFactory<SqlitePortalDbContext>(
                (provider, builder) =>
                    builder
                        .UseSqlite(options.ConnectionString)
                        .AddInterceptors(
                            new DurableSqliteInterceptor(files),
                            new CardDataInterceptor(provider.GetRequiredService<IStoredTextMask>())
                        )
            );
            services.AddSingleton<IDbContextFactory<PortalDbContext>, PortalDbContextFactory<SqlitePortalDbContext>>();
            AddRecordStore<SqliteRecordStore>(services);
            services.AddSingleton<IStoredValues, SqliteStoredValues>();
        }
        else
        {
            services.AddDbContextFactory<SqlServerPortalDbContext>(
                (provider, builder) =>
                    builder
                        .UseSqlServer(options.ConnectionString)
                        .AddInterceptors(new CardDataInterceptor(provider.GetRequiredService<IStoredTextMask>()))
            );
            services.AddSingleton<IDbContextFactory<PortalDbContext>, PortalDbContextFactory<SqlServerPortalDbContext>>();
            AddRecordStore<SqlServerRecordStore>(services);
            services.AddSingleton<IDatabaseLock, SqlServerDatabaseLock>();
            services.AddSingleton<IStoredValues, SqlServerStoredValues>();
        }

        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());
        return services;
    }

    private static void AddRecordStore<TStore>(IServiceCollection services)
        where TStore : class, IRecordStore
    {
        services.AddSingleton<TStore>();
        services.AddSingleton<IRecordStore>(provider => new LeasedRecordStore(
            provider.GetRequiredService<TStore>(),
            provider.GetRequiredService<DatabaseLease>()
        ));
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
