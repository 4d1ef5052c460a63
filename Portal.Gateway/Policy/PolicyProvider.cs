using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Data;
using Portal.Data.Policies;
using Portal.Gateway.ApprovalRules;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy;

/// <summary>The policies in force: versioned in the database, held in memory, changed without a restart.</summary>
public sealed partial class PolicyProvider(
    IDbContextFactory<PortalDbContext> contexts,
    IStoredTextMask mask,
    TimeProvider time,
    ILogger<PolicyProvider> logger
)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly SemaphoreSlim _changing = new(1, 1);
    private volatile PolicySet _current = PolicySet.Empty;

    /// <summary>
    /// Gets the policies in force; another set whenever one changes. Who needs several kinds takes the set once.
    /// </summary>
    public PolicySet Current => _current;

    /// <summary>Gets the access policies in force.</summary>
    public IReadOnlyList<AccessRule> AccessRules => _current.Access;

    /// <summary>Gets the masking policies in force, beside the built-in one; another list whenever a policy changes.</summary>
    public IReadOnlyList<MaskingRule> MaskingRules => _current.Masking;

    /// <summary>Gets the approval policies in force; another list whenever a policy changes.</summary>
    public IReadOnlyList<ApprovalRule> ApprovalRules => _current.Approval;

    /// <summary>Gets every policy in force.</summary>
    public IEnumerable<PolicyRule> Rules => _current.All;

    /// <summary>
    /// Returns what is wrong with a policy, as far as that can be said before it is stored; by key, empty when nothing is.
    /// </summary>
    /// <param name="definition">The policy in the shape of the seed file.</param>
    /// <param name="reason">Why it is made; masking policies need one. Null for the one in the definition.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<PolicyFault>> ValidateAsync(
        JsonElement definition,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var draft = PolicyDraft.Read(definition, reason, out var faults);
        if (draft is null)
        {
            return faults;
        }

        if (draft.CardFaults(mask) is { Count: > 0 } cards)
        {
            return cards;
        }

        return NameFault(draft.Rule.Name) is { } fault
            ? [fault]
            : draft.FaultsAfter((await HistoryAsync(draft.Rule.Name, cancellationToken)).FirstOrDefault(), time.GetUtcNow());
    }

    /// <summary>Stores a new version of a policy, unless it is the same as the one in force, and puts it in force.</summary>
    /// <param name="definition">The policy in the shape of the seed file.</param>
    /// <param name="author">Who makes the change.</param>
    /// <param name="reason">Why; masking policies need one. Null for the one in the definition.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What is wrong; empty when it is in force.</returns>
    public async Task<IReadOnlyList<PolicyFault>> SaveAsync(
        JsonElement definition,
        string author,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var draft = PolicyDraft.Read(definition, reason, out var faults);
        if (draft is null)
        {
            return faults;
        }

        if (draft.CardFaults(mask) is { Count: > 0 } cards)
        {
            return cards;
        }

        var text = JsonSerializer.Serialize(draft.Definition, Indented);
        await AddVersionAsync(
            draft.Rule.Name,
            latest =>
            {
                if (latest is { Deleted: false } && latest.Definition == text)
                {
                    return null;
                }

                faults = NameFault(draft.Rule.Name) is { } fault ? [fault] : draft.FaultsAfter(latest, time.GetUtcNow());
                return faults.Count > 0
                    ? null
                    : new PolicyVersion
                    {
                        Name = draft.Rule.Name,
                        Version = (latest?.Version ?? 0) + 1,
                        Kind = draft.Rule.Kind,
                        Definition = text,
                        Author = author,
                        Reason = draft.Reason,
                        Created = time.GetUtcNow(),
                    };
            },
            cancellationToken
        );
        return faults;
    }

    /// <summary>Makes a new version of a policy with the definition of an old one.</summary>
    /// <param name="name">The policy.</param>
    /// <param name="version">The version to go back to.</param>
    /// <param name="author">Who makes the change.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What is wrong; null when there is no such version.</returns>
    public async Task<IReadOnlyList<PolicyFault>?> RestoreAsync(
        string name,
        int version,
        string author,
        string reason,
        CancellationToken cancellationToken
    )
    {
        if (await FindVersionAsync(name, version, cancellationToken) is not { } old)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return [PolicyDraft.ReasonMissing];
        }

        try
        {
            return await SaveAsync(JsonSerializer.Deserialize<JsonElement>(old.Definition), author, reason, cancellationToken);
        }
        catch (JsonException)
        {
            return [new PolicyFault("", "That version cannot be read.")];
        }
    }

    /// <summary>Returns what changed from one version of a policy to another; null when one of them does not exist.</summary>
    public async Task<PolicyDifference?> CompareAsync(string name, int from, int to, CancellationToken cancellationToken) =>
        await FindVersionAsync(name, from, cancellationToken) is { } before
        && await FindVersionAsync(name, to, cancellationToken) is { } after
            ? PolicyDifference.Between(before, after)
            : null;

    /// <summary>Takes a policy out of force; its versions stay. False when there is none of that name in force.</summary>
    public Task<bool> DeleteAsync(string name, string author, string? reason, CancellationToken cancellationToken) =>
        AddVersionAsync(
            name,
            latest =>
                latest is not { Deleted: false }
                    ? null
                    : new PolicyVersion
                    {
                        Name = name,
                        Version = latest.Version + 1,
                        Kind = latest.Kind,
                        Definition = latest.Definition,
                        Deleted = true,
                        Author = author,
                        Reason = reason,
                        Created = time.GetUtcNow(),
                    },
            cancellationToken
        );

    /// <summary>Reads the policies anew from the database and puts them in force.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rules = new List<PolicyRule>();
        foreach (var version in await context.PolicyVersions.InForce().ToListAsync(cancellationToken))
        {
            if (Read(version) is not { } rule)
            {
                LogUnreadable(logger, version.Name, version.Version);
                rule = Unreadable(version);
            }

            rules.Add(rule);
        }

        _current = PolicySet.Of(rules);
    }

    /// <summary>Every version of the policy of exactly this name, newest first.</summary>
    public async Task<IReadOnlyList<PolicyVersion>> HistoryAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var candidates = await context.PolicyVersions.History(name).ToListAsync(cancellationToken);

        // The database may ignore case or blanks at the end.
        return candidates.FindAll(version => string.Equals(version.Name, name, StringComparison.Ordinal));
    }

    private static PolicyRule? Read(PolicyVersion version)
    {
        try
        {
            using var definition = JsonDocument.Parse(version.Definition);
            return PolicyParser.Parse(definition.RootElement, version.Version, out _) is { } rule && rule.Kind == version.Kind
                ? rule
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair, escaped, is JSON and no string.
            return null;
        }
    }

    // One that cannot be read could have been a deny, or could have withheld anything: nothing passes until somebody mends it.
    private static PolicyRule Unreadable(PolicyVersion version) =>
        version.Kind == PolicyKind.Masking
            ? MaskingRule.Unreadable(version.Name, version.Version)
            : new AccessRule(version.Name, version.Version, ["*"], ["*"], null, null, null, AccessEffect.Deny);

    private async Task<PolicyVersion?> FindVersionAsync(string name, int version, CancellationToken cancellationToken)
    {
        return (await HistoryAsync(name, cancellationToken)).FirstOrDefault(row => row.Version == version);
    }

    private PolicyFault? NameFault(string name) =>
        name.Length != name.Trim().Length ? new PolicyFault("name", "A name neither begins nor ends with a blank.")
        : NameConflicts.Find(name, Rules.Select(rule => rule.Name).Append(MaskingKinds.BuiltInRule)) is { } known
            ? new PolicyFault("name", NameConflicts.Sentence(name, known))
        : null;

    // The next version from the latest one; null for no change.
    private async Task<bool> AddVersionAsync(
        string name,
        Func<PolicyVersion?, PolicyVersion?> next,
        CancellationToken cancellationToken
    )
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (next((await HistoryAsync(name, cancellationToken)).FirstOrDefault()) is not { } version)
            {
                return false;
            }

            context.PolicyVersions.Add(version);
            await context.SaveChangesAsync(cancellationToken);
            await RefreshAsync(cancellationToken);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "Policy '{Name}' version {Version} cannot be read; every call is denied until it is mended or deleted"
    )]
    private static partial void LogUnreadable(ILogger logger, string name, int version);
}
