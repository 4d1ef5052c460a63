using System.Buffers;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>
/// Finds magnetic stripe data (ISO/IEC 7813: track 1 with carets, track 2 with an equals sign) and the chip's equivalents (EMV tags 57, 5A and 9F6B,
/// track 2 with a D). All of it is sensitive authentication data and goes as a whole.
/// </summary>
internal static class TrackDetector
{
    private const int LeastDiscretionary = 7;

    // Track 3, the longest, has 107 characters (ISO/IEC 4909).
    private const int LongestTrack = 112;

    private static readonly SearchValues<byte> Marks = SearchValues.Create("=^Dd"u8);
    private static readonly SearchValues<byte> TagMarks = SearchValues.Create("57aAfF"u8);

    /// <summary>Adds an edit for all of it in a text.</summary>
    public static void Find(ReadOnlySpan<byte> text, ref List<Edit>? edits)
    {
        FindTracks(text, ref edits);
        FindTags(text, ref edits);
    }

    private static void FindTracks(ReadOnlySpan<byte> text, ref List<Edit>? edits)
    {
        var position = 0;
        while (position < text.Length && text[position..].IndexOfAny(Marks) is >= 0 and var next)
        {
            position += next;
            var end = text[position] == '^' ? Track1End(text, position) : Track2End(text, position);
            var number = end < 0 ? -1 : NumberBefore(text, position);
            if (number >= 0 && !(text[position] is (byte)'D' or (byte)'d' && HexToken.IsChance(text, number, end, isTag: false)))
            {
                var start = StartOf(text, number, text[position] == '^');
                (edits ??= []).Add(
                    new Edit(start, end - start, SecretReplacement.Track, MaskingKind.Track, card: CardIn(text[number..position]))
                    {
                        Reasons = new MaskingReasons(MaskingReason.StripeShape),
                    }
                );
                position = end;
            }
            else
            {
                position++;
            }
        }
    }

    // Where the number before a separator begins: 12 to 19 digits that a network has; -1 when there is none.
    private static int NumberBefore(ReadOnlySpan<byte> text, int end)
    {
        Span<byte> digits = stackalloc byte[CardNetworks.MaxLength];
        var count = 0;
        var position = end;
        var best = -1;
        while (position > 0 && count < CardNetworks.MaxLength)
        {
            var value = text[position - 1];
            if (value == ' ' && count > 0 && count < CardNetworks.MaxLength)
            {
                position--;
                continue;
            }

            if (!char.IsAsciiDigit((char)value))
            {
                break;
            }

            digits[CardNetworks.MaxLength - ++count] = value;
            position--;
            if (count >= CardNetworks.MinLength && CardNetworks.Evaluate(digits[^count..]) != CardEvidence.None)
            {
                best = position;
            }
        }

        // A sentinel in front says it, whatever the digits are.
        if (count >= CardNetworks.MinLength && position > 0 && text[position - 1] is (byte)';' or (byte)'B' or (byte)'b')
        {
            best = position;
        }

        return best;
    }

    // The digits that a track begins with.
    internal static CardNumber CardIn(ReadOnlySpan<byte> track)
    {
        Span<byte> digits = stackalloc byte[CardNetworks.MaxLength];
        var count = 0;
        foreach (var value in track)
        {
            if (value == ' ')
            {
                continue;
            }

            if (!char.IsAsciiDigit((char)value) || count == digits.Length)
            {
                break;
            }

            digits[count++] = value;
        }

        return count < CardNetworks.MinLength ? default : CardNumber.Of(digits[..count]);
    }

    private static int StartOf(ReadOnlySpan<byte> text, int number, bool isTrack1)
    {
        if (isTrack1 && number > 0 && text[number - 1] is (byte)'B' or (byte)'b')
        {
            number--;
            return number > 0 && text[number - 1] == '%' ? number - 1 : number;
        }

        return number > 0 && text[number - 1] == ';' ? number - 1 : number;
    }

    // …^NAME/FIRST^YYMM…?
    private static int Track1End(ReadOnlySpan<byte> text, int caret)
    {
        var rest = text[(caret + 1)..Math.Min(text.Length, caret + LongestTrack)];
        var second = rest.IndexOf((byte)'^');
        if (second is < 0 or > 40)
        {
            return -1;
        }

        // To the end sentinel; without one, to the first blank.
        var from = caret + second + 2;
        var end = from;
        var blank = -1;
        while (
            end < text.Length
            && end - from < LongestTrack
            && (
                char.IsAsciiLetterOrDigit((char)text[end])
                || text[end] is (byte)' ' or (byte)'^' or (byte)'/' or (byte)'-' or (byte)'.' or (byte)'='
            )
        )
        {
            blank = blank < 0 && text[end] == ' ' ? end : blank;
            end++;
        }

        return end < text.Length && text[end] == '?' ? end + 1
            : blank < 0 ? end
            : blank;
    }

    // =YYMMSSS…? or DYYMMSSS…F
    private static int Track2End(ReadOnlySpan<byte> text, int separator)
    {
        var end = separator + 1;
        while (
            end < text.Length
            && end - separator < LongestTrack
            && (char.IsAsciiDigit((char)text[end]) || (text[end] == '=' && end > separator + 4))
        )
        {
            end++;
        }

        var digits = end - separator - 1;
        var least = text[separator] == '=' ? 4 : LeastDiscretionary;
        if (digits < least)
        {
            return -1;
        }

        while (text[separator] != '=' && end < text.Length && text[end] is (byte)'F' or (byte)'f')
        {
            end++;
        }

        return end < text.Length && text[end] == '?' ? end + 1 : end;
    }

    // Tag, length, value in hexadecimal: the value is binary coded decimal, padded with F.
    private static void FindTags(ReadOnlySpan<byte> text, ref List<Edit>? edits)
    {
        var position = 0;
        Span<int> places = stackalloc int[64];
        Span<byte> hex = stackalloc byte[64];
        while (position + 2 < text.Length && text[position..].IndexOfAny(TagMarks) is >= 0 and var next)
        {
            position += next;
            var tag = TagAt(text, position);
            if (tag == 0)
            {
                position++;
                continue;
            }

            var count = Compact(text, position + tag, hex, places);
            if (
                ValueIn(hex[..count], out var last)
                && !HexToken.IsChance(
                    text,
                    text[position] is (byte)'F' or (byte)'f' ? position - 1 : position,
                    places[last] + 1,
                    isTag: true
                )
            )
            {
                var start = places[2];
                var end = places[last] + 1;
                (edits ??= []).Add(
                    new Edit(start, end - start, SecretReplacement.Track, MaskingKind.Track, card: CardIn(hex[2..(last + 1)]))
                    {
                        Reasons = new MaskingReasons(MaskingReason.ChipTag),
                    }
                );
                position = end;
            }
            else
            {
                position++;
            }
        }
    }

    // Bytes of the tag that stands here: 5A, 57 or 9F6B (from its second half on).
    private static int TagAt(ReadOnlySpan<byte> text, int position)
    {
        var rest = text[position..];
        if (rest is [(byte)'5', (byte)'A' or (byte)'a' or (byte)'7', ..])
        {
            return 2;
        }

        if (rest is [(byte)'F' or (byte)'f', (byte)'6', (byte)'B' or (byte)'b', ..] && position > 0 && text[position - 1] == '9')
        {
            return 3;
        }

        return
            rest is [(byte)'F' or (byte)'f', (byte)' ', (byte)'6', (byte)'B' or (byte)'b', ..]
            && position > 0
            && text[position - 1] == '9'
            ? 4
            : 0;
    }

    // Hexadecimal digits from a position on without the single signs between bytes, and where each stands.
    private static int Compact(ReadOnlySpan<byte> text, int position, Span<byte> hex, Span<int> places)
    {
        var count = 0;
        var gap = 0;
        for (; position < text.Length && count < hex.Length; position++)
        {
            if (char.IsAsciiHexDigit((char)text[position]))
            {
                hex[count] = text[position];
                places[count++] = position;
                gap = 0;
            }
            else if (text[position] is not ((byte)' ' or (byte)':' or (byte)'-' or (byte)'=') || ++gap > 2)
            {
                break;
            }
        }

        return count;
    }

    // Length byte, then so many bytes that begin with a card number.
    private static bool ValueIn(ReadOnlySpan<byte> hex, out int last)
    {
        last = 0;
        if (
            hex.Length < 2 + CardNetworks.MinLength
            || !byte.TryParse(hex[..2], System.Globalization.NumberStyles.HexNumber, null, out var length)
            || length is < 6 or > 19
            || hex.Length < 2 + (2 * length)
        )
        {
            return false;
        }

        var value = hex.Slice(2, 2 * length);
        var digits = value.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? value.Length : digits;
        var padded =
            digits == value.Length || !value[digits..].ContainsAnyExcept("Ff"u8) || value[digits] is (byte)'D' or (byte)'d';
        last = (2 * length) + 1;
        return padded
            && digits is >= CardNetworks.MinLength and <= CardNetworks.MaxLength
            && (
                CardNetworks.Evaluate(value[..digits]) != CardEvidence.None
                || (value[0] == '0' && CardNetworks.Evaluate(value[1..digits]) != CardEvidence.None)
            );
    }
}
