using System.Text.Json;
using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Fragments;

namespace Portal.Gateway.Masking;

/// <summary>
/// Finds a card number that is spread over the events of one stream: a text of digits alone, or with a card's name in front
/// of its last digits, and in a
/// later event the text at the same place that goes on with the rest. What was released stays released, so the later part is
/// masked: its last four digits
/// stay only where no more than eight were released before. Holds the last digits of a few places, nothing else.
/// </summary>
internal sealed class StreamTail
{
    private const int MaxPlaces = 16;

    // Members of the message itself are the protocol's: version, method, id.
    private const int EnvelopeDepth = 1;
    private const int LeastPart = 2;
    private const int ShownFirst = 6;
    private const int ShownLast = 4;
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
        var json = masked.Json.Span;
        Read(json, ref edits);
        if (edits is null)
        {
            return masked;
        }

        JsonPath.Assign(json, edits, ReaderOptions);
        var rule = profile.Pan;
        return masked with
        {
            Json = Edits.Apply(json, edits, profile),
            Hits =
            [
                .. masked.Hits,
                .. edits.Select(edit => new MaskingHit(
                    MaskingKinds.Pan,
                    edit.Path ?? "$",
                    rule.Rule,
                    rule.Version,
                    rule.Action,
                    edit.Count,
                    edit.Reasons.ToList()
                )),
            ],
            Cards = [.. masked.Cards, .. edits.Select(edit => edit.Card)],
            IsBlocked = masked.IsBlocked || rule.Action == MaskingAction.Block,
        };
    }

    // By the cursor, because the message was read to its end before it was masked. A place is made of names, and of an
    // array's elements by their number.
    private void Read(ReadOnlySpan<byte> json, ref List<Edit>? edits)
    {
        var cursor = new JsonCursor(json);
        Span<int> places = stackalloc int[MessageMasker.MaxDepth + 2];
        Span<int> values = stackalloc int[MessageMasker.MaxDepth + 2];
        var depth = 0;
        while (cursor.Read(out var token))
        {
            if (token.Kind is JsonKind.EndObject or JsonKind.EndArray)
            {
                depth--;
                continue;
            }

            var part = new HashCode();
            part.Add(depth == 0 ? 0 : places[depth - 1]);
            if (token.Kind == JsonKind.Name)
            {
                part.AddBytes(token.In(json));
                values[depth] = -1;
                places[depth] = part.ToHashCode();
                continue;
            }

            if (values[depth] >= 0)
            {
                part.Add(values[depth]++);
                places[depth] = part.ToHashCode();
            }

            if (token.Kind is JsonKind.StartObject or JsonKind.StartArray)
            {
                values[++depth] = 0;
            }
            else if (token.Kind == JsonKind.String && depth > EnvelopeDepth)
            {
                Visit(token.In(json), token.Start, places[depth], ref edits);
            }
        }
    }

    private void Visit(ReadOnlySpan<byte> text, int token, int place, ref List<Edit>? edits)
    {
        _tails.Remove(place, out var before);
        Span<byte> digits = stackalloc byte[2 * CardNetworks.MaxLength];
        before?.CopyTo(digits);
        var known = before?.Length ?? 0;
        var (start, end) = DigitEnds.Leading(text);
        for (var last = known > 0 ? end : 0; last > start; last = start + Math.Max(0, text[start..last].LastIndexOf((byte)' ')))
        {
            var count = DigitEnds.Copy(text[start..last], digits[known..]);
            if (count >= LeastPart && LengthOf(digits[..(known + count)], known) is > 0 and var length)
            {
                Hide(text[..last], token, digits[(known + count - length)..(known + count)], count, ref edits);
                return;
            }
        }

        // A text of digits alone may be one of many parts.
        var isWhole = DigitEnds.AreAll(text, end);
        (start, end) = isWhole ? (start, end) : DigitEnds.Trailing(text);
        if (end > 0 && (isWhole || FragmentLabel.IsCard(text, start)))
        {
            known = isWhole ? known : 0;
            Remember(place, digits[..(known + DigitEnds.Copy(text[start..end], digits[known..]))]);
        }
    }

    // How many of the last digits are a card number of which some came before and some now; 0 when none are.
    private static int LengthOf(ReadOnlySpan<byte> digits, int known)
    {
        var least = digits.Length - known + LeastPart;
        for (var length = Math.Min(digits.Length, CardNetworks.MaxLength); length >= least; length--)
        {
            if (CardNetworks.Evaluate(digits[^length..]) == CardEvidence.Strong)
            {
                return length;
            }
        }

        return 0;
    }

    private static void Hide(ReadOnlySpan<byte> text, int token, ReadOnlySpan<byte> number, int count, ref List<Edit>? edits)
    {
        var released = number.Length - count;
        var from = Math.Max(0, ShownFirst - released);
        var to = released > MostReleased ? count : Math.Max(from, count - ShownLast);
        if (to > from)
        {
            var start = FragmentEdits.PlaceOf(text, from);
            var hidden = text[start..(FragmentEdits.PlaceOf(text, to - 1) + 1)];
            var replacement = FragmentEdits.Asterisks(hidden);
            (edits ??= []).Add(
                new Edit(
                    token + 1 + start,
                    hidden.Length,
                    replacement,
                    MaskingKind.Pan,
                    token,
                    EditForm.Part,
                    CardNumber.Of(number)
                )
                {
                    Reasons = new MaskingReasons(MaskingReason.PartsOfOneNumber),
                }
            );
        }
    }

    private void Remember(int place, ReadOnlySpan<byte> digits)
    {
        if (digits.Length >= LeastPart && _tails.Count < MaxPlaces)
        {
            _tails[place] = digits[Math.Max(0, digits.Length - CardNetworks.MaxLength + 1)..].ToArray();
        }
    }
}
