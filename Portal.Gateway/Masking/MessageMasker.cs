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

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    /// <summary>Masks a message.</summary>
    /// <param name="json">One JSON text, UTF-8.</param>
    /// <exception cref="JsonException">The text cannot be read; it must not pass.</exception>
    public MaskedMessage Mask(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
        {
            throw new JsonException("The text is not valid UTF-8.");
        }

        List<Edit>? edits = null;
        try
        {
            Collect(json.Span, 0, ref edits);
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A property name holds a lone surrogate.", exception);
        }

        return edits is null ? new MaskedMessage(json, []) : new MaskedMessage(Edits.Apply(json.Span, edits), HitsOf(edits));
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

    private static void Collect(ReadOnlySpan<byte> json, int nesting, ref List<Edit>? edits)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        var key = new KeyContext();
        var batchLevel = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    key = KeyContext.Of(ref reader, nesting == 0 ? reader.CurrentDepth - batchLevel : 0);
                    CollectString(json, ref reader, default, nesting, ref edits);
                    break;
                case JsonTokenType.String when !key.IsProtocolIdentifier:
                    CollectString(json, ref reader, key, nesting, ref edits);
                    break;
                case JsonTokenType.Number when !key.IsProtocolIdentifier:
                    CollectNumber(json, ref reader, key, ref edits);
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
    }

    private static void CollectNumber(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, KeyContext key, ref List<Edit>? edits)
    {
        var digits = reader.ValueSpan.TrimStart((byte)'-');
        var start = (int)reader.TokenStartIndex + reader.ValueSpan.Length - digits.Length;
        if (key.IsCvv && CvvDetector.IsCode(digits))
        {
            // Every digit is replaced, and 0 is the one number that says nothing.
            (edits ??= []).Add(new Edit(start, digits.Length, "0"u8.ToArray(), MaskingKinds.Cvv, JsonPath.Of(json, reader.TokenStartIndex, ReaderOptions)));
        }
        else if (!digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && PanDetector.IsPan(digits))
        {
            (edits ??= []).Add(new Edit(start, digits.Length, PanReplacement.InNumber(digits), MaskingKinds.Pan, JsonPath.Of(json, reader.TokenStartIndex, ReaderOptions)));
        }
    }

    private static void CollectString(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, KeyContext key, int nesting, ref List<Edit>? edits)
    {
        var raw = reader.ValueSpan;
        var tokenStart = (int)reader.TokenStartIndex;
        var start = tokenStart + 1;
        if (!reader.ValueIsEscaped)
        {
            var found = FindInText(raw, key, nesting);
            AddAll(json, tokenStart, start, found, default, ref edits);
            return;
        }

        var textBuffer = ArrayPool<byte>.Shared.Rent(raw.Length);
        var offsetBuffer = ArrayPool<int>.Shared.Rent(raw.Length + 1);
        try
        {
            var length = JsonStringDecoder.Decode(raw, textBuffer, offsetBuffer);
            var found = FindInText(textBuffer.AsSpan(0, length), key, nesting);
            AddAll(json, tokenStart, start, found, offsetBuffer, ref edits);
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
                Collect(text, nesting + 1, ref found);
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

    private static void AddAll(ReadOnlySpan<byte> json, int tokenStart, int start, List<Edit>? found, ReadOnlySpan<int> offsets, ref List<Edit>? edits)
    {
        if (found is null)
        {
            return;
        }

        edits ??= [];
        var path = JsonPath.Of(json, tokenStart, ReaderOptions);
        foreach (var edit in found)
        {
            var first = offsets.IsEmpty ? edit.Start : offsets[edit.Start];
            var last = offsets.IsEmpty ? edit.Start + edit.Length : offsets[edit.Start + edit.Length];
            edits.Add(edit with { Start = start + first, Length = last - first, Path = edit.Path is null ? path : $"{path}#{edit.Path}" });
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

    private static List<MaskingHit> HitsOf(List<Edit> edits) => edits
        .GroupBy(edit => (edit.Kind, Path: edit.Path ?? "$"))
        .Select(group => new MaskingHit(group.Key.Kind, group.Key.Path, MaskingKinds.BuiltInRule, group.Count()))
        .ToList();
}
