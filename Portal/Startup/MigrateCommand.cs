using System.Data.Common;
using Portal.Data;
using Portal.Data.Locking;

namespace Portal.Startup;

/// <summary>
/// <c>Portal migrate</c>: brings the database's schema up to date and says what it did. Refuses while a portal runs on the
/// database. Exit code 0: done; 1: not done.
/// </summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<DatabaseLease>().Take();
            var applied = await services.GetRequiredService<PortalDatabase>().MigrateAsync(CancellationToken.None);
            Console.WriteLine(applied.Count == 0 ? "The database is up to date." : $"Applied {string.Join(", ", applied)}.");
            return 0;
        }
        catch (Exception exception) when (exception is InvalidOperationException or DbException)
        {
            await Console.Error.WriteLineAsync($"Could not migrate: {exception.Message}");
            return 1;
        }
    }
}
