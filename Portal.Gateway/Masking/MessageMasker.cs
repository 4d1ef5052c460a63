using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Portal.Gateway.Masking;

/// <summary>
/// Masks one whole JSON message in place: card numbers in every string, number and property name, and card verification codes by the key they
/// stand under, also where a string is JSON itself. Bytes outside a replacement stay identical.
/// </summary>
public sealed class MessageMasker
{
    /// <summary>Deepest nesting of a reply that is still read.</summary>
    public const int MaxDepth = 256;

    // A string that is JSON that holds a string that is JSON …
    private const int MaxNesting = 4;

    // Places listed one by one in a message's masking log, and the path that stands for all further ones.
    private const int MaxHits = 1000;
    private const string Elsewhere = "$..*";

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    /// <summary>Masks a message for the wire: the protocol's own identifiers stay, so that the conversation goes on.</summary>
    /// <param name="json">One JSON text, UTF-8.</param>
    /// <exception cref="JsonException">The text cannot be read; it must not pass.</exception>
    public MaskedMessage Mask(ReadOnlyMemory<byte> json) => Mask(json, keepsIdentifiers: true);

    /// <summary>Masks a message for the record, where an identifier that holds card data is masked like everything else.</summary>
    /// <param name="json">One JSON text, UTF-8.</param>
    /// <exception cref="JsonException">The text cannot be read.</exception>
    public MaskedMessage MaskForRecord(ReadOnlyMemory<byte> json) => Mask(json, keepsIdentifiers: false);

    private static MaskedMessage Mask(ReadOnlyMemory<byte> json, bool keepsIdentifiers)
    {
        if (!Utf8.IsValid(json.Span))
        {
            throw new JsonException("The text is not valid UTF-8.");
        }

        List<Edit>? edits = null;
        bool kept;
        try
        {
            kept = Collect(json.Span, 0, keepsIdentifiers, ref edits);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A property name holds a lone surrogate.", exception);
        }

        if (edits is null)
        {
            return new MaskedMessage(json, [], kept);
        }

        JsonPath.Assign(json.Span, edits, ReaderOptions);
        return new MaskedMessage(Edits.Apply(json.Span, edits), HitsOf(edits), kept);
    }

    /// <summary>Masks text that is not JSON, such as a header value or an SSE comment. Returns the same string when nothing was masked.</summary>
    public string MaskText(string text)
    {
        if (!text.Any(char.IsAsciiDigit))
        {
            return text;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        List<Edit>? edits = null;
        FindInPlainText(bytes, ref edits);
        return edits is null ? text : Encoding.UTF8.GetString(Edits.Apply(bytes, edits));
    }

    /// <summary>Masks UTF-8 text that is not JSON. Returns the same memory when nothing was masked.</summary>
    public ReadOnlyMemory<byte> MaskText(ReadOnlyMemory<byte> text)
    {
        List<Edit>? edits = null;
        FindInPlainText(text.Span, ref edits);
        return edits is null ? text : Edits.Apply(text.Span, edits);
    }

    // Says whether an identifier was kept that holds what would be masked elsewhere.
    private static bool Collect(ReadOnlySpan<byte> json, int nesting, bool keepsIdentifiers, ref List<Edit>? edits)
    {
        var kept = false;
        var reader = new Utf8JsonReader(json, ReaderOptions);
        var key = new KeyContext();
        var batchLevel = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    key = KeyContext.Of(ref reader, nesting == 0 ? reader.CurrentDepth - batchLevel : 0);
                    CollectString(ref reader, default, nesting, ref edits);
                    break;
                case JsonTokenType.String or JsonTokenType.Number when keepsIdentifiers && key.IsProtocolIdentifier:
                    kept |= HoldsCardData(ref reader, nesting);
                    break;
                case JsonTokenType.String:
                    CollectString(ref reader, key, nesting, ref edits);
                    break;
                case JsonTokenType.Number:
                    CollectNumber(ref reader, key, ref edits);
                    break;
                case JsonTokenType.StartArray:
                    // A list of codes is codes; an identifier is never a list.
                    key = key with { IsProtocolIdentifier = false };
                    batchLevel |= reader.CurrentDepth == 0 ? 1 : 0;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.EndObject or JsonTokenType.EndArray:
                    key = default;
                    break;
            }
        }

        return kept;
    }

    private static bool HoldsCardData(ref Utf8JsonReader reader, int nesting)
    {
        List<Edit>? found = null;
        if (reader.TokenType == JsonTokenType.String)
        {
            CollectString(ref reader, default, nesting, ref found);
        }
        else
        {
            CollectNumber(ref reader, default, ref found);
        }

        return found is not null;
    }

    private static void CollectNumber(ref Utf8JsonReader reader, KeyContext key, ref List<Edit>? edits)
    {
        var digits = reader.ValueSpan.TrimStart((byte)'-');
        var start = (int)reader.TokenStartIndex + reader.ValueSpan.Length - digits.Length;
        if (key.IsCvv && CvvDetector.IsCode(digits))
        {
            // Every digit is replaced, and 0 is the one number that says nothing.
            (edits ??= []).Add(new Edit(start, digits.Length, "0"u8.ToArray(), MaskingKinds.Cvv, (int)reader.TokenStartIndex));
        }
        else if (!digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && PanDetector.IsPan(digits))
        {
            (edits ??= []).Add(new Edit(start, digits.Length, PanReplacement.InNumber(digits), MaskingKinds.Pan, (int)reader.TokenStartIndex));
        }
    }

    private static void CollectString(ref Utf8JsonReader reader, KeyContext key, int nesting, ref List<Edit>? edits)
    {
        var raw = reader.ValueSpan;
        var tokenStart = (int)reader.TokenStartIndex;
        var start = tokenStart + 1;
        if (!reader.ValueIsEscaped)
        {
            var found = FindInText(raw, key, nesting);
            AddAll(tokenStart, start, found, default, ref edits);
            return;
        }

        if (!raw.ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            // Without a digit, escaped or not, there is nothing to find.
            return;
        }

        var textBuffer = ArrayPool<byte>.Shared.Rent(raw.Length);
        var offsetBuffer = ArrayPool<int>.Shared.Rent(raw.Length + 1);
        try
        {
            var length = JsonStringDecoder.Decode(raw, textBuffer, offsetBuffer);
            var found = FindInText(textBuffer.AsSpan(0, length), key, nesting);
            AddAll(tokenStart, start, found, offsetBuffer, ref edits);
        }
        finally
        {
            // The buffer may hold card data.
            ArrayPool<byte>.Shared.Return(textBuffer, clearArray: true);
            ArrayPool<int>.Shared.Return(offsetBuffer);
        }
    }

    private static List<Edit>? FindInText(ReadOnlySpan<byte> text, KeyContext key, int nesting)
    {
        List<Edit>? found = null;
        if (key.IsCvv && CvvDetector.IsCode(text))
        {
            var mask = new byte[text.Length];
            mask.AsSpan().Fill((byte)'*');
            return [new Edit(0, text.Length, mask, MaskingKinds.Cvv)];
        }

        if (nesting < MaxNesting && text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..])
        {
            try
            {
                _ = Collect(text, nesting + 1, keepsIdentifiers: false, ref found);
                if (found is not null)
                {
                    JsonPath.Assign(text, found, ReaderOptions);
                }

                return found;
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // Not JSON after all: it is looked at as text.
                found = null;
            }
        }

        FindInPlainText(text, ref found);
        return found;
    }

    private static void AddAll(int tokenStart, int start, List<Edit>? found, ReadOnlySpan<int> offsets, ref List<Edit>? edits)
    {
        if (found is null)
        {
            return;
        }

        edits ??= [];
        foreach (var edit in found)
        {
            var first = offsets.IsEmpty ? edit.Start : offsets[edit.Start];
            var last = offsets.IsEmpty ? edit.Start + edit.Length : offsets[edit.Start + edit.Length];
            edits.Add(edit with { Start = start + first, Length = last - first, Token = tokenStart });
        }
    }

    private static void FindInPlainText(ReadOnlySpan<byte> text, ref List<Edit>? edits)
    {
        if (text.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
        {
            return;
        }

        PanDetector.Find(text, ref edits);
        CvvLabels.Find(text, ref edits);
    }

    // Beyond the first places, only how many: the list is kept with every record.
    private static List<MaskingHit> HitsOf(List<Edit> edits)
    {
        var counts = new Dictionary<(string Kind, string Path), int>();
        foreach (var edit in edits)
        {
            var place = (edit.Kind, Path: edit.Path ?? "$");
            if (counts.Count >= MaxHits && !counts.ContainsKey(place))
            {
                place = (edit.Kind, Elsewhere);
            }

            counts[place] = counts.GetValueOrDefault(place) + 1;
        }

        return [.. counts.Select(pair => new MaskingHit(pair.Key.Kind, pair.Key.Path, MaskingKinds.BuiltInRule, pair.Value))];
    }
}
