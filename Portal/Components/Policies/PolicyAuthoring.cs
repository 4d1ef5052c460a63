using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Data.Policies;
using Portal.Data.Sessions;
using Portal.Gateway.Journal;
using Portal.Gateway.Policy;
using Portal.Gateway.Rules;

namespace Portal.Components.Policies;

/// <summary>Changes policies for the pages: recorded first, then done, and never over somebody else's change unseen.</summary>
internal sealed class PolicyAuthoring(PolicyProvider policies, PortalJournal journal, IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>Key of the fault that says that somebody else changed the policy meanwhile.</summary>
    public const string Meanwhile = "version";

    /// <summary>Puts a draft in force.</summary>
    /// <param name="draft">A draft without faults.</param>
    /// <param name="seen">The version its author began with; 0 for a new policy.</param>
    /// <param name="reason">Why.</param>
    /// <param name="author">Who.</param>
    /// <returns>What is wrong; empty when it is in force.</returns>
    public async Task<IReadOnlyList<PolicyFault>> SaveAsync(PolicyDraft draft, int seen, string reason, RecordActor author)
    {
        var name = draft.Value("name")!;
        return await policies.ValidateAsync(draft.Definition, reason, CancellationToken.None) is { Count: > 0 } faults ? faults
            : await ConflictAsync(name, seen) is { } conflict ? [conflict]
            : await RecordAsync("policy-saved", name, reason, author) is { } refused ? [refused]
            : await policies.SaveAsync(draft.Definition, author.Shown, reason, CancellationToken.None);
    }

    /// <summary>Takes a policy out of force.</summary>
    public async Task<IReadOnlyList<PolicyFault>> DeleteAsync(string name, int seen, string reason, RecordActor author)
    {
        if ((await ConflictAsync(name, seen) ?? await RecordAsync("policy-deleted", name, reason, author)) is { } fault)
        {
            return [fault];
        }

        await policies.DeleteAsync(name, author.Shown, reason, CancellationToken.None);
        return [];
    }

    /// <summary>Makes a new version with the text of an old one.</summary>
    public async Task<IReadOnlyList<PolicyFault>> RollBackAsync(
        string name,
        int version,
        int seen,
        string reason,
        RecordActor author
    ) =>
        await ConflictAsync(name, seen) is { } conflict ? [conflict]
        : await RecordAsync("policy-restored", name, reason, author) is { } refused ? [refused]
        : await policies.RestoreAsync(name, version, author.Shown, reason, CancellationToken.None)
            ?? [new PolicyFault("", $"There is no version {version} of this policy.")];

    private async Task<PolicyFault?> ConflictAsync(string name, int seen)
    {
        await using var context = await contexts.CreateDbContextAsync();
        var newest = await context.PolicyVersions.History(name).FirstOrDefaultAsync();
        return newest switch
        {
            null => null,
            { Deleted: true } when seen == 0 => null,
            _ when seen == 0 => new PolicyFault("name", $"There is a policy named '{name}' already."),
            _ when newest.Version != seen => new PolicyFault(
                Meanwhile,
                $"{newest.Author} made version {newest.Version} of this policy while you worked on version {seen}."
            ),
            _ => null,
        };
    }

    private async Task<PolicyFault?> RecordAsync(string action, string name, string reason, RecordActor author) =>
        await journal.RecordAsync(action, author, null, RecordOutcome.Ok, ("policy", name), ("reason", reason))
            ? null
            : new PolicyFault("", "The change cannot be recorded right now, so it was not made. Try again later.");
}
