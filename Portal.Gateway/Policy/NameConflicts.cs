using System.Globalization;
using System.Text;

namespace Portal.Gateway.Policy;

/// <summary>
/// Finds names that people, and databases with a collation of their own, could take for one another. Of two such names only one
/// may exist: what one of them denies must not be replaced by the other.
/// </summary>
public static class NameConflicts
{
    /// <summary>
    /// Finds a known name that is another than this one and differs in case, surrounding blanks or compatibility characters only;
    /// null without one.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="known">The names there are.</param>
    public static string? Find(string name, IEnumerable<string> known)
    {
        var folded = Fold(name);
        string? alike = null;
        foreach (var other in known)
        {
            if (string.Equals(other, name, StringComparison.Ordinal))
            {
                return null;
            }

            alike ??= string.Equals(Fold(other), folded, StringComparison.Ordinal) ? other : null;
        }

        return alike;
    }

    /// <summary>Says what is wrong with a name that is taken for another.</summary>
    public static string Sentence(string name, string known) =>
        $"'{name}' differs from '{known}' in case, blanks or look-alike characters only; use that name, or another.";

    private static string Fold(string name)
    {
        var visible = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                visible.Append(rune.ToString());
            }
        }

        return visible.ToString().Normalize(NormalizationForm.FormKC).Trim().ToUpperInvariant();
    }
}
