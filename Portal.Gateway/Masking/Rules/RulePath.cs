using System.Text;

namespace Portal.Gateway.Masking.Rules;

/// <summary>Tells where a value stands, as a normalised JSONPath (RFC 9535, 2.7). Worked out only where something was replaced.</summary>
internal static class RulePath
{
    private const int MaxLength = 512;

    /// <summary>The path of what is being read.</summary>
    /// <param name="json">The text.</param>
    /// <param name="levels">The objects and arrays around it, from the outermost.</param>
    public static string Render(ReadOnlySpan<byte> json, ReadOnlySpan<RuleLevel> levels)
    {
        var path = new StringBuilder("$");
        foreach (ref readonly var level in levels)
        {
            if (path.Length > MaxLength)
            {
                break;
            }

            if (level.IsArray)
            {
                JsonPath.AppendIndex(path, level.Index);
            }
            else
            {
                JsonPath.AppendName(path, level.SafeName ?? JsonPath.SafeName(json.Slice(level.NameStart, level.NameLength)));
            }
        }

        return path.Length <= MaxLength ? path.ToString() : path.ToString(0, MaxLength) + "…";
    }

    /// <summary>A name as it stands after its edits, whose places are within the raw name.</summary>
    public static string NameOf(ReadOnlySpan<byte> raw, List<RuleEdit> edits, int first)
    {
        var name = new StringBuilder();
        var position = 0;
        for (var index = first; index < edits.Count; index++)
        {
            name.Append(Encoding.UTF8.GetString(raw[position..edits[index].Start]))
                .Append(Encoding.UTF8.GetString(edits[index].Replacement));
            position = edits[index].End;
        }

        return name.Append(Encoding.UTF8.GetString(raw[position..])).ToString();
    }
}
