using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.People;

namespace Portal.Startup;

/// <summary>Says at start which service accounts nobody answers for.</summary>
internal static partial class OwnerCheck
{
    public static async Task WarnAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var context = await services
            .GetRequiredService<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync(cancellationToken);
        var names = await context
            .WithoutOwner()
            .OrderBy(account => account.Name)
            .Select(account => account.Name)
            .ToListAsync(cancellationToken);
        if (names.Count > 0)
        {
            LogWithoutOwner(
                services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OwnerCheck)),
                string.Join(", ", names)
            );
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Weakened control: nobody answers for the service account(s) {Accounts}, so whoever runs one may be asked to "
            + "approve its calls. Name an 'owner' in the seed file (PCI DSS 7.2.5)"
    )]
    private static partial void LogWithoutOwner(ILogger logger, string accounts);
}
