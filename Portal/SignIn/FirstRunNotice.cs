using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Gateway.Configuration;

namespace Portal.SignIn;

/// <summary>
/// When nobody can sign in yet, prints the link with which the first administrator is created. The console alone gets the link:
/// logs travel.
/// </summary>
internal sealed partial class FirstRunNotice(
    IDbContextFactory<PortalDbContext> contexts,
    SetupCode setup,
    IOptions<GatewayOptions> gateway,
    ILogger<FirstRunNotice> logger
) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Users.AnyAsync(cancellationToken))
        {
            return;
        }

        var link = $"{gateway.Value.PublicUrl.TrimEnd('/')}/setup?code={setup.Issue()}";
        LogFirstRun();
        await Console.Out.WriteLineAsync(
            $"{Environment.NewLine}  Nobody can sign in yet. Create the first administrator here (works "
                + $"once):{Environment.NewLine}  {link}{Environment.NewLine}"
        );
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Nobody can sign in yet; the one-time link that creates the first administrator is on the console"
    )]
    private partial void LogFirstRun();
}
