using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Data.Policies;

namespace Portal.Gateway.Policy;

/// <summary>The policies in force: versioned in the database, held in memory, changed without a restart.</summary>
public sealed partial class PolicyBook(IDbContextFactory<PortalDbContext> contexts, TimeProvider time, ILogger<PolicyBook> logger)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly SemaphoreSlim _changing = new(1, 1);
    private volatile IReadOnlyList<AccessRule> _accessRules = [];

    /// <summary>Access rules in force.</summary>
    public IReadOnlyList<AccessRule> AccessRules => _accessRules;

    /// <summary>Stores a new version of a policy, unless it is the same as the one in force, and puts it in force.</summary>
    /// <param name="definition">The policy in the shape of the seed file.</param>
    /// <param name="author">Who makes the change.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What is wrong; empty when it is in force.</returns>
    public async Task<IReadOnlyList<PolicyFault>> SaveAsync(JsonElement definition, string author, string? reason, CancellationToken cancellationToken)
    {
        if (AccessRuleParser.Parse(definition, 1, out var faults) is not { } rule)
        {
            return faults;
        }

        var text = JsonSerializer.Serialize(definition, Indented);
        await AddVersionAsync(rule.Name, latest => latest is { Deleted: false } && latest.Definition == text ? null : text, author, reason, cancellationToken);
        return [];
    }

    /// <summary>Takes a policy out of force; its versions stay. False when there is none of that name in force.</summary>
    public Task<bool> DeleteAsync(string name, string author, string? reason, CancellationToken cancellationToken) =>
        AddVersionAsync(name, latest => latest is { Deleted: false } ? "" : null, author, reason, cancellationToken);

    /// <summary>Reads the policies anew from the database and puts them in force.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rules = new List<AccessRule>();
        foreach (var version in await context.PolicyVersions.InForce().ToListAsync(cancellationToken))
        {
            if (Read(version) is { } rule)
            {
                rules.Add(rule);
            }
            else
            {
                // A stored rule that cannot be read could have been a deny: nothing passes until somebody mends it.
                LogUnreadable(logger, version.Name, version.Version);
                rules.Add(new AccessRule(version.Name, version.Version, ["*"], ["*"], null, null, null, AccessEffect.Deny));
            }
        }

        _accessRules = rules;
    }

    private static AccessRule? Read(PolicyVersion version)
    {
        try
        {
            using var definition = JsonDocument.Parse(version.Definition);
            return AccessRuleParser.Parse(definition.RootElement, version.Version, out _);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The next version's text from the latest one: null for no change, empty for a deletion.
    private async Task<bool> AddVersionAsync(string name, Func<PolicyVersion?, string?> next, string author, string? reason, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var latest = await context.PolicyVersions.History(name).FirstOrDefaultAsync(cancellationToken);
            if (next(latest) is not { } definition)
            {
                return false;
            }

            context.PolicyVersions.Add(new PolicyVersion
            {
                Name = name,
                Version = (latest?.Version ?? 0) + 1,
                Kind = PolicyKind.Access,
                Definition = definition.Length == 0 ? latest!.Definition : definition,
                Deleted = definition.Length == 0,
                Author = author,
                Reason = reason,
                Created = time.GetUtcNow(),
            });
            await context.SaveChangesAsync(cancellationToken);
            await RefreshAsync(cancellationToken);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Policy '{Name}' version {Version} cannot be read; every call is denied until it is mended or deleted")]
    private static partial void LogUnreadable(ILogger logger, string name, int version);
}
