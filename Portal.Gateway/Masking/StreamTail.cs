using System.Text.Json;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <summary>
/// Finds a card number that is spread over the events of one stream: a text that ends in digits, and in a later event the text at the same place that
/// goes on with the rest. What was released stays released, so the later part is masked: its last four digits stay only where no more than eight were
/// released before. Holds the last digits of a few places, nothing else.
/// </summary>
internal sealed class StreamTail
{
    private const int MaxPlaces = 16;

    // Members of the message itself are the protocol's: version, method, id.
    private const int EnvelopeDepth = 1;
    private const int LeastDigits = 15;
    private const int LeastPart = 2;
    private const int MaxSeparators = 2;
    private const int Shown = 4;
    private const int ShownFirst = 6;
    private const int MostReleased = 8;

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MessageMasker.MaxDepth };

    // By place: the digits with which the text there ended.
    private readonly Dictionary<int, byte[]> _tails = [];

    /// <summary>Masks what completes a number, and remembers how the message's texts end.</summary>
    /// <param name="masked">A message of the stream, masked by itself already.</param>
    /// <param name="profile">What the policies ask for.</param>
    public MaskedMessage Mask(MaskedMessage masked, MaskingProfile profile)
    {
        List<Edit>? edits = null;
        Read(masked.Json.Span, ref edits);
        if (edits is null)
        {
            return masked;
        }

        var json = masked.Json.Span;
        JsonPath.Assign(json, edits, ReaderOptions);
        var rule = profile.Pan;
        return masked with
        {
            Json = Edits.Apply(json, edits, profile),
            Hits = [.. masked.Hits, .. edits.Select(edit => new MaskingHit(MaskingKinds.NameOf(edit.Kind), edit.Path ?? "$", rule.Rule, rule.Version, rule.Action, edit.Count, edit.Reasons.ToList()))],
            Cards = [.. masked.Cards, .. edits.Select(edit => edit.Card)],
            IsBlocked = masked.IsBlocked || rule.Action == MaskingAction.Block,
        };
    }

    // By the cursor, because the message was read to its end before it was masked.
    private void Read(ReadOnlySpan<byte> json, ref List<Edit>? edits)
    {
        var cursor = new JsonCursor(json);
        Span<int> places = stackalloc int[MessageMasker.MaxDepth + 1];
        var depth = 0;
        while (cursor.Read(out var token))
        {
            switch (token.Kind)
            {
                case JsonKind.Name:
                    var name = new HashCode();
                    name.AddBytes(json.Slice(token.Start + 1, token.Length));
                    places[depth] = name.ToHashCode();
                    break;
                case JsonKind.StartObject or JsonKind.StartArray:
                    places[++depth] = 0;
                    break;
                case JsonKind.EndObject or JsonKind.EndArray:
                    depth--;
                    break;
                case JsonKind.String when !token.IsEscaped && depth > EnvelopeDepth:
                    Visit(json.Slice(token.Start + 1, token.Length), token.Start, PlaceOf(places[..(depth + 1)]), ref edits);
                    break;
            }
        }
    }

    private static int PlaceOf(ReadOnlySpan<int> places)
    {
        var place = new HashCode();
        foreach (var part in places)
        {
            place.Add(part);
        }

        return place.ToHashCode();
    }

    private void Visit(ReadOnlySpan<byte> text, int token, int place, ref List<Edit>? edits)
    {
        _tails.Remove(place, out var before);
        Span<byte> digits = stackalloc byte[2 * CardNetworks.MaxLength];
        var known = before?.Length ?? 0;
        before?.CopyTo(digits);
        var (count, end) = LeadingDigits(text, digits[known..(known + CardNetworks.MaxLength)]);
        if (known >= LeastPart && count >= LeastPart && Length(digits[..(known + count)], known) is > 0 and var length)
        {
            var card = digits.Slice(known + count - length, length);
            var released = length - count;
            var first = Math.Max(0, ShownFirst - released);
            var from = PlaceOfDigit(text, first);
            var to = released > MostReleased ? end : PlaceOfDigit(text, Math.Max(first, count - Shown));
            if (to > from)
            {
                (edits ??= []).Add(new Edit(token + 1 + from, to - from, Asterisks(text[from..to]), MaskingKind.Pan, token, form: EditForm.Part, card: CardNumber.Of(card)) { Reasons = new(MaskingReason.PartsOfOneNumber) });
            }

            return;
        }

        // A text of digits alone may be one of many parts; any other begins anew.
        var isPart = end == text.Length && count > 0;
        Remember(place, isPart ? digits[..(known + count)] : digits[..TrailingDigits(text, digits)]);
    }

    // How many of the last digits are a card number of which some came before and some now; 0 when none are.
    private static int Length(ReadOnlySpan<byte> digits, int known)
    {
        var least = Math.Max(LeastDigits, digits.Length - known + LeastPart);
        for (var length = Math.Min(digits.Length, CardNetworks.MaxLength); length >= least; length--)
        {
            if (CardNetworks.Evaluate(digits[^length..]) == CardEvidence.Strong)
            {
                return length;
            }
        }

        return 0;
    }

    private void Remember(int place, ReadOnlySpan<byte> digits)
    {
        if (digits.Length < LeastPart || (_tails.Count == MaxPlaces && !_tails.ContainsKey(place)))
        {
            return;
        }

        _tails[place] = digits[Math.Max(0, digits.Length - CardNetworks.MaxLength + 1)..].ToArray();
    }

    // Digits with at most a separator or two in between, from the start of a text. Where they end, 0 for none and for more than any number has.
    private static (int Count, int End) LeadingDigits(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var count = 0;
        var end = 0;
        if (IsDate(text))
        {
            return (0, 0);
        }

        for (var position = 0; position < text.Length && position - end <= MaxSeparators; position++)
        {
            if (char.IsAsciiDigit((char)text[position]))
            {
                if (count == digits.Length)
                {
                    return (0, 0);
                }

                digits[count++] = text[position];
                end = position + 1;
            }
            else if (!IsSeparator(text[position]))
            {
                break;
            }
        }

        return (count, end);
    }

    private static int TrailingDigits(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var count = 0;
        var start = text.Length;
        for (var position = text.Length - 1; position >= 0 && start - position <= MaxSeparators + 1 && count < CardNetworks.MaxLength; position--)
        {
            if (char.IsAsciiDigit((char)text[position]))
            {
                digits[count++] = text[position];
                start = position;
            }
            else if (!IsSeparator(text[position]))
            {
                break;
            }
        }

        digits[..count].Reverse();
        return IsIdentifier(text, start) ? 0 : count;
    }

    // 2026-11-22: what texts of a log begin with.
    private static bool IsDate(ReadOnlySpan<byte> text) =>
        text is [(byte)'1' or (byte)'2', (byte)'9' or (byte)'0', _, _, (byte)'-' or (byte)'.' or (byte)'/', _, _, (byte)'-' or (byte)'.' or (byte)'/', ..];

    // …-a716-446655440000: letters and dashes in front, as in a UUID.
    private static bool IsIdentifier(ReadOnlySpan<byte> text, int start)
    {
        var before = text[..start].TrimEnd((byte)'-');
        return before.Length > 0 && char.IsAsciiLetter((char)before[^1]) && text[before.Length..].Contains((byte)'-');
    }

    // Where the digit of that number stands in a text that begins with digits.
    private static int PlaceOfDigit(ReadOnlySpan<byte> text, int number)
    {
        var position = 0;
        while (position < text.Length && (!char.IsAsciiDigit((char)text[position]) || number-- > 0))
        {
            position++;
        }

        return position;
    }

    private static byte[] Asterisks(ReadOnlySpan<byte> text)
    {
        var masked = text.ToArray();
        foreach (ref var value in masked.AsSpan())
        {
            value = char.IsAsciiDigit((char)value) ? (byte)'*' : value;
        }

        return masked;
    }

    private static bool IsSeparator(byte value) => value is (byte)' ' or (byte)'-' or (byte)'.' or (byte)'/';
}
