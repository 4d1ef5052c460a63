using System.Text.Json;
using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Decoders;

namespace Portal.Gateway.Masking;

/// <summary>
/// What the neighbours of a value say about it: the other half of a name/value pair, a brand beside a number, the header row of a table. Each object is
/// looked at once, and only when a value in it asks.
/// </summary>
internal static class JsonNeighbours
{
    private const int LongestLabel = 64;
    private const int MaxColumns = 64;
    private const int DigitsOfAValue = 3;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MessageMasker.MaxDepth, AllowMultipleValues = true };

    /// <summary>What an object's members say about a value in it.</summary>
    public static FieldMeaning FactsOf(ReadOnlySpan<byte> json, ref JsonFrame frame)
    {
        frame.Facts ??= ReadFacts(json[frame.Start..]);
        return frame.Facts.Value;
    }

    /// <summary>What a table's header says about the element that is being read, by its place in the row.</summary>
    /// <param name="json">The text.</param>
    /// <param name="frames">The frames around the element; the last is its row.</param>
    public static FieldMeaning HeaderOf(ReadOnlySpan<byte> json, Span<JsonFrame> frames)
    {
        var index = frames[^1].Index;
        for (var up = frames.Length - 2; up > 0 && up >= frames.Length - 3; up--)
        {
            ref var table = ref frames[up];
            table.Header ??= ReadHeader(json[table.Start..], table.IsArray);
            if (index < table.Header.Length)
            {
                return table.Header[index];
            }
        }

        return FieldMeaning.None;
    }

    /// <summary>What the first of two elements of an array says about the second: <c>["cvv","482"]</c>.</summary>
    /// <param name="json">The text.</param>
    /// <param name="frame">The array; its second element is being read.</param>
    /// <param name="end">Where that ends.</param>
    public static FieldMeaning PairOf(ReadOnlySpan<byte> json, in JsonFrame frame, int end)
    {
        var cursor = new JsonCursor(json[frame.Start..]);
        _ = cursor.Read() && cursor.Read();
        return cursor.Kind == JsonKind.String && json[end..].TrimStart(" \t\r\n"u8) is [(byte)']', ..] && !HasValue(cursor.Value, default)
            ? NameOf(KnownNames.Current, cursor.Value, cursor.IsEscaped).Meaning & (FieldMeaning.Secret | FieldMeaning.Pan | FieldMeaning.Card | FieldMeaning.OtherNumber | FieldMeaning.Brief)
            : FieldMeaning.None;
    }

    private static FieldMeaning ReadFacts(ReadOnlySpan<byte> json)
    {
        var facts = FieldMeaning.None;
        var names = KnownNames.Current;
        var members = new JsonMembers(json);
        while (members.Read())
        {
            // A name beside says card; only a string beside that is itself a label says what the value is. What stands in brackets may be a replacement.
            var name = NameOf(names, members.Name, members.IsNameEscaped);
            facts |= name.Meaning & FieldMeaning.Card;
            if (!members.Text.IsEmpty && members.Text[0] != '[' && !name.Is(NameTraits.Prose) && !name.Meaning.HasAny(FieldMeaning.Secret | FieldMeaning.Pan) && !HasValue(members.Text, members.Shape))
            {
                facts |= NameOf(names, members.Text, members.IsTextEscaped).Meaning & (FieldMeaning.Secret | FieldMeaning.Pan | FieldMeaning.Card | FieldMeaning.OtherNumber | FieldMeaning.Brief);
            }
        }

        return facts;
    }

    private static KnownName NameOf(KnownNames names, ReadOnlySpan<byte> raw, bool isEscaped)
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
            return names.Of(decoded.Bytes);
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
    private static FieldMeaning[] ReadHeader(ReadOnlySpan<byte> json, bool isArray)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (isArray)
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartArray ? ReadRow(ref reader) : [];
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            var copy = reader;
            var header = reader.TokenType switch
            {
                JsonTokenType.StartArray => ReadRow(ref copy),
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

    // "schema":{"fields":[{"name":"cvv"}]} beside the rows.
    private static FieldMeaning[] ReadSchema(ref Utf8JsonReader reader)
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

    private static FieldMeaning[] ReadRow(ref Utf8JsonReader reader)
    {
        Span<FieldMeaning> columns = stackalloc FieldMeaning[MaxColumns];
        var count = 0;
        var any = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.String or JsonTokenType.StartObject && count < MaxColumns)
        {
            // {"name":"cvv","type":"text"} describes a column too.
            var meaning = reader.TokenType == JsonTokenType.String ? MeaningOf(ref reader) : ReadColumn(ref reader);
            columns[count++] = meaning & ~FieldMeaning.Value;
            any |= meaning.HasAny(FieldMeaning.Secret | FieldMeaning.Pan | FieldMeaning.Card);
        }

        return any ? columns[..count].ToArray() : [];
    }

    private static FieldMeaning ReadColumn(ref Utf8JsonReader reader)
    {
        var meaning = FieldMeaning.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            meaning |= reader.TokenType == JsonTokenType.String ? MeaningOf(ref reader) : FieldMeaning.None;
            reader.Skip();
        }

        return meaning;
    }

    // Not the reader's own unescaping, which throws at a lone surrogate: a value may hold one.
    private static FieldMeaning MeaningOf(ref Utf8JsonReader reader) => NameOf(KnownNames.Current, reader.ValueSpan, reader.ValueIsEscaped).Meaning;
}
