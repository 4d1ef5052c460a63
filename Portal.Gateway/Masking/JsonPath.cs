using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Portal.Gateway.Masking;

/// <summary>Tells where in a JSON text a token stands. Worked out only when something was masked there.</summary>
internal static class JsonPath
{
    private const int MaxLength = 512;

    /// <summary>
    /// Gives each edit the normalised JSONPath (RFC 9535) of its token, in one pass over the text however many edits there are. A name that
    /// holds a card number is itself masked.
    /// </summary>
    /// <param name="json">The text the edits are for.</param>
    /// <param name="edits">Edits in the order of their tokens; a path they have already is one within the token, and follows after <c>#</c>.</param>
    /// <param name="options">How the text was read.</param>
    public static void Assign(ReadOnlySpan<byte> json, List<Edit> edits, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(json, options);
        var levels = new Stack<(string? Name, int Index)>();
        var next = 0;
        while (next < edits.Count && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    levels.Pop();
                    continue;
                case JsonTokenType.PropertyName:
                    levels.Pop();
                    levels.Push((SafeName(ref reader), -1));
                    break;
                default:
                    if (levels.Count > 0 && levels.Peek() is { Index: >= 0 } element)
                    {
                        levels.Pop();
                        levels.Push((null, element.Index + 1));
                    }

                    break;
            }

            if (edits[next].Token == reader.TokenStartIndex)
            {
                next = AssignOne(edits, next, Render(levels));
            }

            if (reader.TokenType == JsonTokenType.StartObject)
            {
                levels.Push((null, -1));
            }
            else if (reader.TokenType == JsonTokenType.StartArray)
            {
                levels.Push((null, 0));
            }
        }
    }

    private static int AssignOne(List<Edit> edits, int next, string path)
    {
        var token = edits[next].Token;
        for (; next < edits.Count && edits[next].Token == token; next++)
        {
            edits[next] = edits[next] with { Path = edits[next].Path is { } inner ? $"{path}#{inner}" : path };
        }

        return next;
    }

    private static string SafeName(ref Utf8JsonReader reader)
    {
        var bytes = new byte[reader.ValueSpan.Length];
        var length = reader.CopyString(bytes);
        List<Edit>? edits = null;
        TextScan.Find(bytes.AsSpan(0, length), Context.FieldMeaning.None, 0, MaskingProfile.Default, ref edits);
        return Encoding.UTF8.GetString(edits is null ? bytes.AsSpan(0, length) : Edits.Apply(bytes.AsSpan(0, length), edits, MaskingProfile.Default));
    }

    private static string Render(Stack<(string? Name, int Index)> levels)
    {
        var path = new StringBuilder("$");
        foreach (var (name, index) in levels.Reverse())
        {
            if (index >= 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{index - 1}]");
            }
            else if (name is not null)
            {
                var plain = name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_') && !char.IsAsciiDigit(name[0]);
                path.Append(plain ? "." + name : $"['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']");
            }
        }

        return path.Length <= MaxLength ? path.ToString() : path.ToString(0, MaxLength) + "…";
    }
}
