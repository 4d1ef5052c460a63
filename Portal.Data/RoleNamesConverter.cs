using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Portal.Data;

/// <summary>
/// Stores role names as a JSON list. A text that is none gives no roles, which permits nothing, instead of failing every page
/// that has the row.
/// </summary>
internal sealed class RoleNamesConverter()
    : ValueConverter<List<string>, string>(
        roles => JsonSerializer.Serialize(roles, JsonSerializerOptions.Default),
        text => Read(text)
    )
{
    private static List<string> Read(string text)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize<List<string?>>(text) ?? []).OfType<string>()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Compares lists of role names by what is in them.</summary>
    internal sealed class Comparer()
        : ValueComparer<List<string>>(
            (one, other) => one == null ? other == null : other != null && one.SequenceEqual(other, StringComparer.Ordinal),
            roles => roles.Aggregate(0, (hash, role) => HashCode.Combine(hash, role.GetHashCode(StringComparison.Ordinal))),
            roles => roles.ToList()
        );
}
