using Portal.Data.Policies;
using Portal.Gateway.Callers;
using Portal.Gateway.Rules;

namespace Portal.Gateway.Policy;

/// <summary>An access policy in force: who may, or may not, use what.</summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Version">The policy's version.</param>
/// <param name="Servers">Globs over server names.</param>
/// <param name="Tools">Globs over tool names; <c>*</c> covers everything else of the server too.</param>
/// <param name="Prompts">Globs over prompt names; null where the rule does not mention prompts.</param>
/// <param name="Resources">Globs over resource URIs; null where the rule does not mention resources.</param>
/// <param name="Callers">Which callers; null is every authenticated caller.</param>
/// <param name="Effect">Allow or deny.</param>
public sealed record AccessRule(
    string Name,
    int Version,
    IReadOnlyList<string> Servers,
    IReadOnlyList<string> Tools,
    IReadOnlyList<string>? Prompts,
    IReadOnlyList<string>? Resources,
    CallerMatch? Callers,
    AccessEffect Effect
) : PolicyRule(Name, Version)
{
    /// <inheritdoc/>
    public override PolicyKind Kind => PolicyKind.Access;

    /// <summary>Whether the rule covers the whole server: every tool, and whatever else it offers.</summary>
    public bool IsUnrestricted => Tools.Contains("*", StringComparer.Ordinal) && Prompts is null && Resources is null;

    /// <summary>Whether the rule is about this caller on this server.</summary>
    public bool Concerns(Caller caller, string server) =>
        Effect == AccessEffect.Deny
            ? Concerns(caller, server, FoldedNames.Of(caller, server, AccessTarget.Conversation))
            : Globs.MatchAny(Servers, server) && (Callers is null || Callers.Covers(caller));

    /// <summary>Whether a rule that denies is about this caller on this server, however their names are spelled.</summary>
    internal bool Concerns(Caller caller, string server, in FoldedNames names) =>
        FoldedGlobs.OfNames(Servers).Matches(server, names.Server) && (Callers is null || Callers.Covers(caller, names.Caller));

    /// <summary>Whether a rule that allows covers what is asked for.</summary>
    /// <param name="target">What is asked for.</param>
    internal bool Allows(AccessTarget target) =>
        target.Kind switch
        {
            AccessTargetKind.Tool => Globs.MatchAny(Tools, target.Name),
            AccessTargetKind.Prompt => Prompts is null ? IsUnrestricted : Globs.MatchAny(Prompts, target.Name),
            AccessTargetKind.Resource => Resources is null ? IsUnrestricted : AllowsResource(Resources, target.Name),
            AccessTargetKind.Conversation => true,
            _ => IsUnrestricted,
        };

    /// <summary>
    /// Whether a rule that denies covers what is asked for, however it is spelled. A narrow one does not close the conversation.
    /// </summary>
    /// <param name="target">What is asked for.</param>
    /// <param name="names">Its names, folded.</param>
    internal bool Denies(AccessTarget target, in FoldedNames names) =>
        target.Kind switch
        {
            AccessTargetKind.Tool => FoldedGlobs.OfNames(Tools).Matches(target.Name, names.Target),
            AccessTargetKind.Prompt when Prompts is { } prompts => FoldedGlobs
                .OfNames(prompts)
                .Matches(target.Name, names.Target),
            AccessTargetKind.Resource when Resources is { } uris => FoldedGlobs.OfUris(uris).Matches(target.Name, names.Uri!),
            _ => IsUnrestricted,
        };

    // A resource that a server would look for elsewhere must be allowed there too.
    private static bool AllowsResource(IReadOnlyList<string> globs, string uri) =>
        Globs.MatchAny(globs, uri)
        && (
            !ResourceUri.MayLeadElsewhere(uri)
            || (ResourceUri.Decode(uri, text => text) is { } decoded && MatchesWhereItLeads(globs, decoded))
        );

    private static bool MatchesWhereItLeads(IReadOnlyList<string> globs, string decoded)
    {
        var segments = decoded.Replace('\\', '/').Split('/', '?', '#');
        return !segments.Any(segment => segment is "." or "..") || Globs.MatchAny(globs, ResourceUri.Resolve(decoded));
    }
}
