using System.Text.Json;
using Portal.Gateway.Masking.Decoders;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <summary>
/// Represents what the neighbours of a value say about it: the other half of a name/value pair, a brand beside a number, the header row of a table. Each object is
/// looked at once, and only when a value in it asks.
/// </summary>
internal static class JsonNeighbours
{
    private const int LongestLabel = 64;
    private const int MaxColumns = 64;
    private const int MaxSteps = 16;
    private const int MaxTitles = 3;
    private const int DigitsOfAValue = 3;

    // What a label says of another value.
    private const Senses Told = Senses.Secret | Senses.Pan | Senses.Card | Senses.OtherKind | Senses.Weak;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MessageMasker.MaxDepth, AllowMultipleValues = true };

    /// <summary>Returns what an object's members say about a value in it.</summary>
    public static Senses FactsOf(ReadOnlySpan<byte> json, ref JsonFrame frame)
    {
        if (!frame.HasFacts)
        {
            frame.Facts = FactsBefore(json, frame.Start);
            frame.HasFacts = true;
        }

        return frame.Facts;
    }

    /// <summary>Returns what those of an object's members say that stand in a text.</summary>
    /// <param name="json">The text; it may end in front of any member's value.</param>
    /// <param name="start">Where the object begins.</param>
    public static Senses FactsBefore(ReadOnlySpan<byte> json, int start)
    {
        var facts = Senses.None;
        var names = KnownNames.Current;
        var members = new JsonMembers(json[start..]);
        while (members.Read())
        {
            facts |= FactsOf(
                names,
                NameOf(names, members.Name, members.IsNameEscaped),
                members.Text,
                members.Shape,
                members.IsTextEscaped
            );
            facts |=
                members.Text.IsEmpty
                && members.Name is [(byte)'l', (byte)'o', (byte)'c'] or [(byte)'p', (byte)'a', (byte)'t', (byte)'h']
                    ? PathOf(names, json[start..][members.ValueStart..])
                    : Senses.None;
        }

        return facts;
    }

    // {"loc":["body","card","cvv"],"input":"123"}: the field that a fault is about, as validators report it.
    private static Senses PathOf(KnownNames names, ReadOnlySpan<byte> json)
    {
        if (json is not [(byte)'[', ..])
        {
            return Senses.None;
        }

        var reader = new Utf8JsonReader(json, Options);
        var last = Senses.None;
        reader.Read();
        for (
            var step = 0;
            step < MaxSteps && reader.Read() && reader.TokenType is JsonTokenType.String or JsonTokenType.Number;
            step++
        )
        {
            last =
                reader.TokenType == JsonTokenType.String
                    ? LabelOf(names, reader.ValueSpan, default, reader.ValueIsEscaped)
                    : last;
        }

        return last;
    }

    /// <summary>
    /// Returns what a member of an object says about its neighbours. Its name may say card; only a string that is itself a label says what a value beside it is. What
    /// stands in brackets may be a replacement.
    /// </summary>
    /// <param name="names">What names say.</param>
    /// <param name="name">Its name.</param>
    /// <param name="text">Its value between the quotes; empty where it is no string.</param>
    /// <param name="shape">What that consists of.</param>
    /// <param name="isEscaped">Whether there are escapes in it.</param>
    public static Senses FactsOf(KnownNames names, KnownName name, ReadOnlySpan<byte> text, in ValueShape shape, bool isEscaped)
    {
        var facts = name.Senses & (Senses.Card | Senses.Place);
        return text.IsEmpty || text[0] == '[' || name.Is(NameTraits.Prose) || name.Senses.HasAny(Senses.Secret | Senses.Pan)
            ? facts
            : facts | LabelOf(names, text, shape, isEscaped);
    }

    /// <summary>Returns what a table's header says about the element that is being read, by its place in the row.</summary>
    /// <param name="json">The text.</param>
    /// <param name="frames">The frames around the element; the last is its row.</param>
    /// <param name="headers">The headers that were read; see <see cref="JsonFrame.Header"/>.</param>
    public static Senses HeaderOf(ReadOnlySpan<byte> json, Span<JsonFrame> frames, ref List<Senses[]>? headers)
    {
        var index = frames[^1].Index;

        // {"headers":[…],"rows":[{"cells":[…]}]}: a row that is an object in a list of them stands one level deeper.
        var isInObject = frames.Length > 4 && !frames[^2].IsArray && frames[^3].IsArray && !frames[^4].IsArray;
        for (var up = frames.Length - 2; up > 0 && up >= frames.Length - (isInObject ? 4 : 3); up--)
        {
            ref var table = ref frames[up];
            var isDeep = up == frames.Length - 4;
            ref var known = ref isDeep ? ref table.HeaderOfRows : ref table.Header;
            if (known == 0)
            {
                // A list of rows is no header of its own.
                (headers ??= []).Add(
                    ReadHeader(json[table.Start..], table.IsArray, isDeep ? frames[^3].Start - table.Start : -1)
                );
                known = headers.Count;
            }

            var header = headers![known - 1];
            if (index < header.Length && (header[index] != Senses.None || !isInObject))
            {
                return header[index];
            }
        }

        return Senses.None;
    }

    /// <summary>Returns what the first of two elements of an array says about the second: <c>["cvv","482"]</c>.</summary>
    /// <param name="json">The text.</param>
    /// <param name="frame">The array; its second element is being read.</param>
    /// <param name="end">Where that ends.</param>
    public static Senses PairOf(ReadOnlySpan<byte> json, in JsonFrame frame, int end)
    {
        var cursor = new JsonCursor(json[frame.Start..]);
        _ = cursor.Read(out _);
        _ = cursor.Read(out var first);
        var text = first.In(json[frame.Start..]);
        return first.Kind == JsonKind.String && json[end..].TrimStart(" \t\r\n"u8) is [(byte)']', ..]
            ? LabelOf(KnownNames.Current, text, default, first.IsEscaped)
            : Senses.None;
    }

    private static Senses LabelOf(KnownNames names, ReadOnlySpan<byte> raw, in ValueShape shape, bool isEscaped) =>
        !isEscaped && HasValue(raw, shape) ? Senses.None : NameOf(names, raw, isEscaped, isLabel: true).Senses & Told;

    private static KnownName NameOf(KnownNames names, ReadOnlySpan<byte> raw, bool isEscaped, bool isLabel = false)
    {
        if (raw.Length > LongestLabel)
        {
            return default;
        }

        if (!isEscaped)
        {
            return names.Of(raw);
        }

        var decoded = new DecodedText(raw.Length);
        try
        {
            JsonStringDecoder.Decode(raw, ref decoded);
            return isLabel && HasValue(decoded.Bytes, default) ? default : names.Of(decoded.Bytes);
        }
        finally
        {
            decoded.Dispose();
        }
    }

    // A text with a number in it is no label: it may be the very value that asks.
    private static bool HasValue(ReadOnlySpan<byte> text, in ValueShape shape)
    {
        if (shape.IsKnown)
        {
            return shape.HasNumber;
        }

        var digits = 0;
        foreach (var value in text)
        {
            digits = char.IsAsciiDigit((char)value) ? digits + 1 : 0;
            if (digits == DigitsOfAValue)
            {
                return true;
            }
        }

        return false;
    }

    // In an array of rows the first row; in an object any array of strings that means something.
    private static Senses[] ReadHeader(ReadOnlySpan<byte> json, bool isArray, int rows)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (isArray)
        {
            return ReadFirstRow(ref reader);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            var copy = reader;
            var header = reader.TokenType switch
            {
                JsonTokenType.StartArray when reader.TokenStartIndex != rows => ReadRow(ref copy),
                JsonTokenType.StartObject => ReadSchema(ref copy),
                _ => [],
            };
            if (header.Length > 0)
            {
                return header;
            }

            reader.Skip();
        }

        return [];
    }

    // The first row, or the next wider one where the first is a title.
    private static Senses[] ReadFirstRow(ref Utf8JsonReader reader)
    {
        Senses[]? first = null;
        for (var row = 0; row < MaxTitles && reader.Read() && reader.TokenType == JsonTokenType.StartArray; row++)
        {
            var copy = reader;
            var header = ReadRow(ref copy);
            if (!IsTitle(reader))
            {
                return header;
            }

            first ??= header;
            reader.Skip();
        }

        return first ?? [];
    }

    private static bool IsTitle(Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String && reader.Read() && reader.TokenType == JsonTokenType.EndArray;

    // "schema":{"fields":[{"name":"cvv"}]} beside the rows.
    private static Senses[] ReadSchema(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                var copy = reader;
                if (ReadRow(ref copy) is { Length: > 0 } header)
                {
                    return header;
                }
            }

            reader.Skip();
        }

        return [];
    }

    private static Senses[] ReadRow(ref Utf8JsonReader reader)
    {
        Span<Senses> columns = stackalloc Senses[MaxColumns];
        var count = 0;
        var any = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.String or JsonTokenType.StartObject && count < MaxColumns)
        {
            // {"name":"cvv","type":"text"} describes a column too.
            var meaning = reader.TokenType == JsonTokenType.String ? MeaningOf(ref reader) : ReadColumn(ref reader);
            columns[count++] = meaning & ~Senses.Value;
            any |= meaning.HasAny(Senses.Secret | Senses.Pan | Senses.Card);
        }

        return any ? columns[..count].ToArray() : [];
    }

    private static Senses ReadColumn(ref Utf8JsonReader reader)
    {
        var meaning = Senses.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            meaning |= reader.TokenType == JsonTokenType.String ? MeaningOf(ref reader) : Senses.None;
            reader.Skip();
        }

        return meaning;
    }

    // Not the reader's own unescaping, which throws at a lone surrogate: a value may hold one.
    private static Senses MeaningOf(ref Utf8JsonReader reader) =>
        NameOf(KnownNames.Current, reader.ValueSpan, reader.ValueIsEscaped).Senses;
}
