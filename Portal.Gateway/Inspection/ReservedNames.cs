using System.Text.Json;

namespace Portal.Gateway.Inspection;

/// <summary>Finds names that some servers take for those of the protocol.</summary>
internal static class ReservedNames
{
    /// <summary>Finds the reserved name that a member of an object differs from in case only; null when there is none.</summary>
    public static string? FindVariant(JsonElement element, string[] reserved)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = property.Name;
            foreach (var candidate in reserved)
            {
                if (
                    name.Length == candidate.Length
                    && !string.Equals(name, candidate, StringComparison.Ordinal)
                    && Folds(name, candidate)
                )
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    // Some parsers fold like Unicode does: U+017F is an s to them, U+212A a k.
    private static bool Folds(string name, string candidate) =>
        string.Equals(name.Replace('\u017F', 's').Replace('\u212A', 'k'), candidate, StringComparison.OrdinalIgnoreCase);
}
