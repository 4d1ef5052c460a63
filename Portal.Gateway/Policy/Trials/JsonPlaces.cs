using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking;
using Portal.Gateway.Protocol;

namespace Portal.Gateway.Policy.Trials;

/// <summary>Finds where values stand in a JSON text by their normalised paths.</summary>
internal static class JsonPlaces
{
    /// <summary>The places of the paths that are there, in bytes; of a path into JSON within a string, the string's.</summary>
    public static Dictionary<string, (int Start, int Length)> Of(ReadOnlySpan<byte> json, IEnumerable<string> paths)
    {
        var wanted = paths.Select(Outer).ToHashSet(StringComparer.Ordinal);
        var places = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        var levels = new List<(string? Name, int Index)>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonLimits.MaxReplyDepth });
        while (wanted.Count > places.Count && reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                levels.RemoveAt(levels.Count - 1);
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                levels[^1] = (JsonPath.SafeName(reader.ValueSpan), -1);
                continue;
            }

            if (levels.Count > 0 && levels[^1].Name is null)
            {
                levels[^1] = (null, levels[^1].Index + 1);
            }

            Note(ref reader, levels, wanted, places);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                levels.Add((null, -1));
            }
        }

        return places;
    }

    /// <summary>The part of a path before JSON within a string begins.</summary>
    public static string Outer(string path) =>
        path.IndexOf("#$", StringComparison.Ordinal) is >= 0 and var inner ? path[..inner] : path;

    private static void Note(
        ref Utf8JsonReader reader,
        List<(string? Name, int Index)> levels,
        HashSet<string> wanted,
        Dictionary<string, (int, int)> places
    )
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            return;
        }

        var path = new StringBuilder("$");
        foreach (var (name, index) in levels)
        {
            if (name is null)
            {
                JsonPath.AppendIndex(path, index);
            }
            else
            {
                JsonPath.AppendName(path, name);
            }
        }

        if (path.ToString() is var found && wanted.Contains(found))
        {
            places.TryAdd(found, ((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex)));
        }
    }
}
