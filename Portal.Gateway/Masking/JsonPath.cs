using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Portal.Gateway.Masking;

/// <summary>Tells where in a JSON text a token stands. Worked out only when something was masked there.</summary>
internal static class JsonPath
{
    private const int MaxLength = 512;

    /// <summary>The normalised JSONPath (RFC 9535) of the token at an offset; a name that holds a card number is itself masked.</summary>
    public static string Of(ReadOnlySpan<byte> json, long tokenStart, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(json, options);
        var levels = new Stack<(string? Name, int Index)>();
        string? name = null;
        while (reader.Read() && reader.TokenStartIndex <= tokenStart)
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                levels.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = SafeName(ref reader);
                levels.Pop();
                levels.Push((name, -1));
                continue;
            }

            if (levels.Count > 0 && levels.Peek() is { Index: >= 0 } element)
            {
                levels.Pop();
                levels.Push((null, element.Index + 1));
            }

            if (reader.TokenStartIndex == tokenStart)
            {
                break;
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

        return Render(levels);
    }

    private static string SafeName(ref Utf8JsonReader reader)
    {
        var bytes = new byte[reader.ValueSpan.Length];
        var length = reader.CopyString(bytes);
        List<Edit>? edits = null;
        PanDetector.Find(bytes.AsSpan(0, length), ref edits);
        return Encoding.UTF8.GetString(edits is null ? bytes.AsSpan(0, length) : Edits.Apply(bytes.AsSpan(0, length), edits));
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
