using Portal.Data;

namespace Portal.Startup;

/// <summary><c>Portal migrate</c>: brings the database's schema up to date and says what it did.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        var applied = await services.GetRequiredService<PortalDatabase>().MigrateAsync(CancellationToken.None);
        Console.WriteLine(applied.Count == 0 ? "The database is up to date." : $"Applied {string.Join(", ", applied)}.");
        return 0;
    }
}
