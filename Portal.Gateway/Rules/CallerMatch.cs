using Portal.Gateway.Callers;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Rules;

/// <summary>Which callers a rule is about. Without roles and names: every authenticated caller.</summary>
/// <param name="Roles">Role names; one held is enough.</param>
/// <param name="Names">Globs over caller names: a person's e-mail address, a service account's name.</param>
public sealed record CallerMatch(IReadOnlyList<string> Roles, IReadOnlyList<string> Names)
{
    /// <summary>Whether a caller is one of them.</summary>
    public bool Covers(Caller caller) => caller.Roles.Overlaps(Roles) || Globs.MatchAny(Names, caller.Name);

    /// <summary>Whether a caller is one of them to a rule that restricts: however names and roles are spelled.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="name">The caller's name, folded.</param>
    internal bool Covers(Caller caller, string name) =>
        FoldedGlobs.OfNames(Names).Matches(caller.Name, name) || caller.Roles.Overlaps(Roles) || HasRole(caller);

    private bool HasRole(Caller caller)
    {
        for (var index = 0; index < Roles.Count; index++)
        {
            var wanted = NameFolding.Fold(Roles[index]);
            foreach (var held in caller.Roles)
            {
                if (string.Equals(NameFolding.Fold(held), wanted, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
