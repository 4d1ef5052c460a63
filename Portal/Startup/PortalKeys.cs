using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Portal.Data;

namespace Portal.Startup;

/// <summary>Where the keys lie that protect sign-in cookies and the servers' credentials.</summary>
internal static class PortalKeys
{
    /// <summary>
    /// Adds data protection with keys in <c>Keys:Directory</c>; by default the folder <c>keys</c> beside the SQLite file.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Configuration with the section <c>Keys</c>.</param>
    /// <param name="isReadOnly">Whether keys are only read: neither a key nor the folder is made.</param>
    public static IServiceCollection AddPortalKeys(
        this IServiceCollection services,
        IConfiguration configuration,
        bool isReadOnly
    )
    {
        var directory = new DirectoryInfo(configuration["Keys:Directory"] ?? DefaultDirectory(configuration));
        var protection = services.AddDataProtection().SetApplicationName("Portal");
        if (isReadOnly)
        {
            // The file store would make the folder to look into it.
            _ = directory.Exists
                ? protection.PersistKeysToFileSystem(directory).DisableAutomaticKeyGeneration()
                : protection.UseEphemeralDataProtectionProvider();
            return services;
        }

        if (!directory.Exists)
        {
            directory = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(directory.FullName)
                : Directory.CreateDirectory(
                    directory.FullName,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
        }

        protection.PersistKeysToFileSystem(directory);
        return services;
    }

    private static string DefaultDirectory(IConfiguration configuration)
    {
        var database = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        var file =
            database.Provider == DatabaseProvider.Sqlite
                ? new SqliteConnectionStringBuilder(database.ConnectionString).DataSource
                : "";
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file.Length == 0 ? "portal.db" : file))!, "keys");
    }
}
