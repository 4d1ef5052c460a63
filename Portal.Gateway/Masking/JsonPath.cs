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
        var levels = new List<Level>();
        var next = 0;
        while (next < edits.Count && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    levels.RemoveAt(levels.Count - 1);
                    continue;
                case JsonTokenType.PropertyName:
                    levels[^1] = levels[^1] with { Name = SafeName(reader.ValueSpan) };
                    break;
                default:
                    if (levels is [.., { Index: >= 0 } element])
                    {
                        levels[^1] = element with { Index = element.Index + 1 };
                    }

                    break;
            }

            if (edits[next].Token == reader.TokenStartIndex)
            {
                next = AssignOne(edits, next, Render(levels));
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                levels.Add(new Level(null, reader.TokenType == JsonTokenType.StartArray ? 0 : -1, null));
            }
        }
    }

    private static int AssignOne(List<Edit> edits, int next, string path)
    {
        var token = edits[next].Token;
        for (; next < edits.Count && edits[next].Token == token; next++)
        {
            var detail = edits[next].Detail ?? new EditDetail();
            edits[next] = edits[next] with
            {
                Detail = detail with { Path = detail.Path is { } inner ? $"{path}#{inner}" : path },
            };
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
            // Whatever is masked in the message itself is masked here.
            var profile = MaskingProfile.BuiltIn(Decisions.Sensitivity.Strict);
            List<Edit>? edits = null;
            TextScan.Find(decoded.Bytes, default, 0, new MaskingScan(profile, decoded.Length), ref edits);
            return Encoding.UTF8.GetString(edits is null ? decoded.Bytes : Edits.Apply(decoded.Bytes, edits, profile));
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
        var plain =
            name.Length > 0
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            && !char.IsAsciiDigit(name[0]);
        path.Append(
            plain
                ? "." + name
                : $"['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']"
        );
    }

    // Every value of an object or array has the same way to it, which is worked out once.
    private static string Render(List<Level> levels)
    {
        var path = "$";
        for (var depth = 0; depth < levels.Count; depth++)
        {
            var level = levels[depth];
            if (level.Way is null)
            {
                levels[depth] = level = level with { Way = path };
            }

            path = depth + 1 < levels.Count && levels[depth + 1].Way is { } known ? known : Append(level);
        }

        return path.Length <= MaxLength ? path : path[..MaxLength] + "…";
    }

    private static string Append(Level level)
    {
        if (level.Way!.Length > MaxLength || level is { Name: null, Index: < 0 })
        {
            return level.Way;
        }

        var path = new StringBuilder(level.Way);
        if (level.Name is { } name)
        {
            AppendName(path, name);
        }
        else
        {
            AppendIndex(path, level.Index - 1);
        }

        return path.ToString(0, Math.Min(path.Length, MaxLength + 1));
    }

    /// <summary>An object or array around a token.</summary>
    /// <param name="Name">The member that is read, in an object.</param>
    /// <param name="Index">How many elements have begun, in an array; -1 in an object.</param>
    /// <param name="Way">The path of the object or array itself, at most one character too long; null until it is needed.</param>
    private readonly record struct Level(string? Name, int Index, string? Way);
}
