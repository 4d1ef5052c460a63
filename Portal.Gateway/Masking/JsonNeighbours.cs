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

    private static FieldMeaning ReadFacts(ReadOnlySpan<byte> json)
    {
        var facts = FieldMeaning.None;
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // A name beside says card; only a string beside that is itself a label says what the value is.
            var name = MeaningOf(ref reader);
            var isProse = IsProse(ref reader);
            facts |= name & FieldMeaning.Card;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && !isProse && !name.HasAny(FieldMeaning.Secret | FieldMeaning.Pan) && !HasValue(reader.ValueSpan))
            {
                facts |= MeaningOf(ref reader) & (FieldMeaning.Secret | FieldMeaning.Pan | FieldMeaning.Card | FieldMeaning.OtherNumber | FieldMeaning.Brief);
            }

            reader.Skip();
        }

        return facts;
    }

    // What is said about something, not what it is called: "Wrong PIN" beside an error's code.
    private static bool IsProse(ref Utf8JsonReader reader) => reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("msg"u8) || reader.ValueTextEquals("description"u8)
        || reader.ValueTextEquals("reason"u8) || reader.ValueTextEquals("detail"u8) || reader.ValueTextEquals("details"u8) || reader.ValueTextEquals("error"u8)
        || reader.ValueTextEquals("status"u8) || reader.ValueTextEquals("summary"u8) || reader.ValueTextEquals("hint"u8);

    // A text with a number in it is no label: it may be the very value that asks.
    private static bool HasValue(ReadOnlySpan<byte> text)
    {
        for (var position = 0; position + DigitsOfAValue <= text.Length; position++)
        {
            if (!text.Slice(position, DigitsOfAValue).ContainsAnyExceptInRange((byte)'0', (byte)'9'))
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
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                var copy = reader;
                var header = ReadRow(ref copy);
                if (header.Length > 0)
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

    private static FieldMeaning MeaningOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestLabel)
        {
            return FieldMeaning.None;
        }

        if (!reader.ValueIsEscaped)
        {
            return FieldNames.MeaningOf(reader.ValueSpan);
        }

        // Not the reader's own unescaping, which throws at a lone surrogate: a value may hold one.
        var decoded = new DecodedText(reader.ValueSpan.Length);
        try
        {
            JsonStringDecoder.Decode(reader.ValueSpan, ref decoded);
            return FieldNames.MeaningOf(decoded.Bytes);
        }
        finally
        {
            decoded.Dispose();
        }
    }
}
