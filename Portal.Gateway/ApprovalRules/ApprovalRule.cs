using Portal.Data.Policies;
using Portal.Gateway.Callers;
using Portal.Gateway.Rules;

namespace Portal.Gateway.ApprovalRules;

/// <summary>An approval policy in force: which calls wait for people, and for whom.</summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Version">The policy's version.</param>
public sealed record ApprovalRule(string Name, int Version) : PolicyRule(Name, Version)
{
    /// <summary>Largest quorum.</summary>
    public const int MaxQuorum = 10;

    /// <summary>Longest life of a ticket and longest window, in minutes.</summary>
    public const int MaxMinutes = 1440;

    /// <inheritdoc/>
    public override PolicyKind Kind => PolicyKind.Approval;

    /// <summary>Globs over server names.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>Globs over tool names.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>Which callers; null is every authenticated caller.</summary>
    public CallerMatch? Callers { get; init; }

    /// <summary>Conditions on the arguments, all of which must be satisfied; none for every call.</summary>
    public IReadOnlyList<ApprovalCondition> When { get; init; } = [];

    /// <summary>Roles of which an approver needs one, beside <see cref="PortalRoles.Approver"/>.</summary>
    public IReadOnlyList<string> ApproverRoles { get; init; } = [PortalRoles.Approver];

    /// <summary>How many people must approve, 1 to <see cref="MaxQuorum"/>.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>How long people may decide, in minutes; null for the setting's.</summary>
    public int? TicketMinutes { get; init; }

    /// <summary>Longest just-in-time window, in minutes; 0 for none.</summary>
    public int WindowMinutes { get; init; }

    /// <summary>Whether an approver must have signed in within the last five minutes.</summary>
    public bool Reauthenticate { get; init; }

    /// <summary>Whether a caller that gave no reason is asked for one, where its client can ask.</summary>
    public bool AskJustification { get; init; } = true;

    /// <summary>
    /// Whether the rule could be about a call, before its arguments are looked at. Names match in every spelling that a server
    /// may take for them.
    /// </summary>
    public bool Concerns(Caller caller, string server, string tool) =>
        Concerns(caller, server, tool, FoldedNames.Of(caller, server, new AccessTarget(AccessTargetKind.Tool, tool)));

    /// <summary>The same with names that are folded already.</summary>
    internal bool Concerns(Caller caller, string server, string tool, in FoldedNames names) =>
        FoldedGlobs.OfNames(Servers).Matches(server, names.Server)
        && FoldedGlobs.OfNames(Tools).Matches(tool, names.Target)
        && (Callers is null || Callers.Covers(caller, names.Caller));
}
