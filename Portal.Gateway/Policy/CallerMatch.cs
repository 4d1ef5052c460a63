using Portal.Gateway.Authentication;

namespace Portal.Gateway.Policy;

/// <summary>Which callers a rule is about. Without roles and names: every authenticated caller.</summary>
/// <param name="Roles">Role names; one held is enough.</param>
/// <param name="Names">Globs over caller names: a person's e-mail address, a service account's name.</param>
public sealed record CallerMatch(IReadOnlyList<string> Roles, IReadOnlyList<string> Names)
{
    /// <summary>Whether a caller is one of them.</summary>
    public bool Covers(Caller caller) => caller.Roles.Overlaps(Roles) || Globs.MatchAny(Names, caller.Name);
}
