using Portal.Data.Policies;
using Portal.Gateway.Authentication;

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
    AccessEffect Effect) : PolicyRule(Name, Version)
{
    /// <inheritdoc/>
    public override PolicyKind Kind => PolicyKind.Access;

    /// <summary>Whether the rule covers the whole server: every tool, and whatever else it offers.</summary>
    public bool IsUnrestricted => Tools.Contains("*", StringComparer.Ordinal) && Prompts is null && Resources is null;

    /// <summary>Whether the rule is about this caller on this server.</summary>
    public bool Concerns(Caller caller, string server) =>
        Globs.MatchAny(Servers, server) && (Callers is null || Callers.Covers(caller));

    /// <summary>Whether the rule covers what is asked for.</summary>
    /// <param name="target">What is asked for.</param>
    public bool Covers(AccessTarget target) => target.Kind switch
    {
        AccessTargetKind.Tool => Globs.MatchAny(Tools, target.Name),
        AccessTargetKind.Prompt => Prompts is null ? IsUnrestricted : Globs.MatchAny(Prompts, target.Name),
        AccessTargetKind.Resource => Resources is null ? IsUnrestricted : Globs.MatchAny(Resources, target.Name),
        // A narrow allow rule opens the conversation around its tools; a narrow deny rule does not close it.
        AccessTargetKind.Conversation => Effect == AccessEffect.Allow || IsUnrestricted,
        _ => IsUnrestricted,
    };
}
