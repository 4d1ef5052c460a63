using Portal.Data.Policies;
using Portal.Gateway.Callers;
using Portal.Gateway.Protocol;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Masking.Rules;

/// <summary>A masking policy in force: what is masked beyond cardholder data, what becomes of cardholder data, or an exception from that.</summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Version">The policy's version.</param>
public sealed record MaskingRule(string Name, int Version) : PolicyRule(Name, Version)
{
    /// <inheritdoc/>
    public override PolicyKind Kind => PolicyKind.Masking;

    /// <summary>Globs over server names.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>Globs over tool names; <c>*</c> covers what is no tool call too.</summary>
    public IReadOnlyList<string> Tools { get; init; } = ["*"];

    /// <summary>Which callers; null is every authenticated caller.</summary>
    public CallerMatch? Callers { get; init; }

    /// <summary>Built-in kinds whose action it changes; see <see cref="MaskingKinds"/>.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The values it is about.</summary>
    public IReadOnlyList<FieldPath> Fields { get; init; } = [];

    /// <summary>Gets what it finds in texts.</summary>
    public IReadOnlyList<MaskingPattern> Patterns { get; init; } = [];

    /// <summary>Gets what is done.</summary>
    public MaskingAction Action { get; init; }

    /// <summary>Whether it is about what servers send.</summary>
    public bool OnResponses { get; init; } = true;

    /// <summary>Whether it is about what clients send: in the record and on the wire.</summary>
    public bool OnRequests { get; init; }

    /// <summary>Set where it does not mask but lets card numbers in its fields pass to the caller.</summary>
    public CardholderDataException? Exception { get; init; }

    /// <summary>Whether its stored text cannot be read, so that everything it may concern is withheld.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>Stands for a stored policy that cannot be read.</summary>
    public static MaskingRule Unreadable(string name, int version) =>
        new(name, version)
        {
            Servers = ["*"],
            Action = MaskingAction.Block,
            OnRequests = true,
            IsUnreadable = true,
        };

    /// <summary>Whether it is about a message.</summary>
    /// <param name="target">The message.</param>
    /// <param name="caller">Who asked, or is answered.</param>
    public bool Concerns(in MaskingTarget target, Caller caller) =>
        (target.Direction == MaskingDirection.Response ? OnResponses : OnRequests)
        && Matches(Servers, target.Server)
        && (Callers is null || Covers(Callers, caller))
        && CoversTool(target);

    /// <summary>
    /// Whether its globs match a name: in every spelling where it hides something, as it is where it lets something pass.
    /// </summary>
    internal bool Matches(IReadOnlyList<string> globs, string name) =>
        Exception is null ? FoldedGlobs.OfNames(globs).Matches(name) : Globs.MatchAny(globs, name);

    private bool Covers(CallerMatch callers, Caller caller) =>
        Exception is null ? callers.Covers(caller, NameFolding.Fold(caller.Name)) : callers.Covers(caller);

    // Of a message that may belong to any call a rule makes no difference, but an exception needs the very tool.
    private bool CoversTool(in MaskingTarget target) =>
        target switch
        {
            { Tool: { } tool } => Matches(Tools, tool),
            { IsAnyTool: true } => Exception is null,
            _ => Exception is null && Tools.Contains("*", StringComparer.Ordinal),
        };
}
