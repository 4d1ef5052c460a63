using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Data.Servers;

namespace Portal.Gateway.Routing;

/// <summary>The registered upstream servers: stored in the database, held in memory, changed without a restart.</summary>
public sealed partial class ServerRegistry(
    IDbContextFactory<PortalDbContext> contexts,
    IDataProtectionProvider protection,
    ServerValidator validator,
    TimeProvider time,
    ILogger<ServerRegistry> logger
)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Portal.Gateway.Routing.ServerHeaders");
    private readonly IDataProtector _urlProtector = protection.CreateProtector("Portal.Gateway.Routing.ServerUrl");
    private readonly SemaphoreSlim _changing = new(1, 1);
    private volatile ServerSnapshot _snapshot = ServerSnapshot.Empty;

    /// <summary>Raised after the registered servers have changed, when the new ones are in force.</summary>
    public event EventHandler? Changed;

    /// <summary>The registered servers by name.</summary>
    public IReadOnlyDictionary<string, ServerDefinition> Servers => _snapshot.ByName;

    /// <summary>Names of servers whose stored credentials cannot be read with the keys at hand; they are switched off.</summary>
    public IReadOnlyCollection<string> Unreadable => _snapshot.Unreadable;

    /// <summary>The server of that name, if it is registered and enabled.</summary>
    public ServerDefinition? Find(string name) =>
        _snapshot.ByName.TryGetValue(name, out var server) && server.Enabled ? server : null;

    /// <summary>
    /// The definition with the stored values in the place of those that were shown hidden in its address; see
    /// <see cref="ServerUrl"/>.
    /// </summary>
    public ServerDefinition Complete(ServerDefinition definition) =>
        _snapshot.ByName.TryGetValue(definition.Name, out var stored)
            ? definition with
            {
                Url = ServerUrl.RestoreHidden(definition.Url, stored.Url),
            }
            : definition;

    /// <summary>
    /// Stores a server, new or changed, and puts it in force. Returns what is wrong with it; empty when it is stored.
    /// </summary>
    /// <param name="definition">The server.</param>
    /// <param name="keepHeaders">Keep the stored credentials when the definition brings none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<ServerFault>> SaveAsync(
        ServerDefinition definition,
        bool keepHeaders,
        CancellationToken cancellationToken
    )
    {
        definition = Complete(definition);
        var faults = validator.Validate(definition);
        if (faults.Count > 0)
        {
            return faults;
        }

        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var now = time.GetUtcNow();
            var server = await FindAsync(context, definition.Name, cancellationToken);
            var shown = ServerUrl.Hide(definition.Url);
            if (server is null)
            {
                server = new Server
                {
                    Name = definition.Name,
                    Url = shown,
                    Created = now,
                };
                context.Servers.Add(server);
            }

            server.Url = shown;
            server.ProtectedUrl = shown == definition.Url ? null : _urlProtector.Protect(definition.Url);
            server.Enabled = definition.Enabled;
            server.TimeoutSeconds = definition.TimeoutSeconds;
            server.ForwardHeaders = [.. definition.ForwardHeaders];
            server.Sampling = definition.Sampling;
            server.Elicitation = definition.Elicitation;
            server.Unreadable = definition.Unreadable;
            server.Updated = now;
            if (definition.Headers.Count > 0 || !keepHeaders)
            {
                server.ProtectedHeaders =
                    definition.Headers.Count == 0 ? null : _protector.Protect(JsonSerializer.Serialize(definition.Headers));
            }

            await context.SaveChangesAsync(cancellationToken);
        }

        await RefreshAsync(cancellationToken);
        return [];
    }

    /// <summary>Removes a server. Its sessions and records stay. False when there is none of that name.</summary>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var id = (await FindAsync(context, name, cancellationToken))?.Id;
        var removed = await context.Servers.Where(server => server.Id == id).ExecuteDeleteAsync(cancellationToken);
        await RefreshAsync(cancellationToken);
        return removed == 1;
    }

    // The database may ignore case or blanks at the end.
    private static async Task<Server?> FindAsync(PortalDbContext context, string name, CancellationToken cancellationToken) =>
        (await context.Servers.Where(row => row.Name == name).ToListAsync(cancellationToken)).Find(row =>
            string.Equals(row.Name, name, StringComparison.Ordinal)
        );

    /// <summary>Reads the servers anew from the database and puts them in force.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var rows = await context.Servers.AsNoTracking().ToListAsync(cancellationToken);
            var unreadable = new List<string>();
            _snapshot = new ServerSnapshot(
                rows.ToFrozenDictionary(row => row.Name, row => DefinitionOf(row, unreadable), StringComparer.Ordinal),
                unreadable
            );
        }
        finally
        {
            _changing.Release();
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    private ServerDefinition DefinitionOf(Server row, List<string> unreadable)
    {
        var server = new ServerDefinition(row.Name, row.Url, ServerDefinition.NoHeaders, row.Enabled)
        {
            TimeoutSeconds = row.TimeoutSeconds,
            ForwardHeaders = [.. row.ForwardHeaders],
            Sampling = row.Sampling,
            Elicitation = row.Elicitation,
            Unreadable = row.Unreadable,
        };
        try
        {
            return server with
            {
                Url = row.ProtectedUrl is { } url ? _urlProtector.Unprotect(url) : server.Url,
                Headers = row.ProtectedHeaders is { } headers
                    ? JsonSerializer.Deserialize<Dictionary<string, string>>(_protector.Unprotect(headers))!
                    : server.Headers,
            };
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            // The keys that protected them are gone. The other servers go on; this one waits for an administrator.
            LogUnreadable(logger, row.Name);
            unreadable.Add(row.Name);
            return server with { Enabled = false };
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The credentials of server '{Server}' cannot be read with the keys at hand; it is switched off until they "
            + "are given again"
    )]
    private static partial void LogUnreadable(ILogger logger, string server);
}
