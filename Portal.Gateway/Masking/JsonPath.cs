using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Gateway.Masking.Decoders;

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
                    levels.Push((SafeName(reader.ValueSpan), -1));
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
            var detail = edits[next].Detail ?? new EditDetail();
            edits[next] = edits[next] with { Detail = detail with { Path = detail.Path is { } inner ? $"{path}#{inner}" : path } };
        }

        return next;
    }

    /// <summary>A name as it may be shown: a card number in it is masked.</summary>
    /// <param name="raw">The name as it stands between its quotes.</param>
    internal static string SafeName(ReadOnlySpan<byte> raw)
    {
        var decoded = new DecodedText(raw.Length);
        try
        {
            JsonStringDecoder.Decode(raw, ref decoded);
            List<Edit>? edits = null;
            TextScan.Find(decoded.Bytes, Context.FieldMeaning.None, 0, MaskingProfile.Default, ref edits);
            return Encoding.UTF8.GetString(edits is null ? decoded.Bytes : Edits.Apply(decoded.Bytes, edits, MaskingProfile.Default));
        }
        finally
        {
            decoded.Dispose();
        }
    }

    /// <summary>Adds an element to a path.</summary>
    internal static void AppendIndex(StringBuilder path, int index) => path.Append(CultureInfo.InvariantCulture, $"[{index}]");

    /// <summary>Adds a member to a path.</summary>
    internal static void AppendName(StringBuilder path, string name)
    {
        var plain = name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_') && !char.IsAsciiDigit(name[0]);
        path.Append(plain ? "." + name : $"['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']");
    }

    private static string Render(Stack<(string? Name, int Index)> levels)
    {
        var path = new StringBuilder("$");
        foreach (var (name, index) in levels.Reverse())
        {
            if (index >= 0)
            {
                AppendIndex(path, index - 1);
            }
            else if (name is not null)
            {
                AppendName(path, name);
            }
        }

        return path.Length <= MaxLength ? path.ToString() : path.ToString(0, MaxLength) + "…";
    }
}
