using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Context;

/// <summary>Says whether what stands at a place of a folded text is a code, a PIN or a PIN block.</summary>
internal static class LabelledValue
{
    private const int PinBlockDigits = 16;
    private const int LongestPin = 8;
    private const int LongestShortPin = 5;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Units = Vocabulary.Units.GetAlternateLookup<ReadOnlySpan<char>>();

    // "482 per second" is a quantity, "482 per phone" says how the code came.
    private static readonly string[] Ways = ["per phone", "per telephone", "per telefon", "per mail", "per email", "per e mail", "per sms", "per fax", "per chat", "per call", "per post", "per brief", "per tel"];

    /// <summary>Length of the value at a position; 0 when there is none of that kind.</summary>
    public static int LengthAt(ReadOnlySpan<char> characters, int position, FieldMeaning meaning)
    {
        if (meaning == FieldMeaning.PinBlock)
        {
            return HexBlockAt(characters, position);
        }

        var end = DigitsFrom(characters, position, out var digits);
        var (least, most) = meaning == FieldMeaning.Cvv ? (3, 4) : (4, meaning.HasAny(FieldMeaning.Short) ? LongestShortPin : LongestPin);
        return digits >= least && digits <= most && !GoesOn(characters, end) && !IsDate(characters, position, end) ? end - position : 0;
    }

    // The end of digits, with single ones apart: "1 2 3".
    private static int DigitsFrom(ReadOnlySpan<char> characters, int position, out int digits)
    {
        digits = 0;
        var end = position;
        var spaced = false;
        while (end < characters.Length)
        {
            if (char.IsAsciiDigit(characters[end]))
            {
                digits++;
            }
            else if (digits > 0 && (spaced || digits == 1) && IsGap(characters[end..]))
            {
                spaced = true;
            }
            else if (digits == 0 || characters[end] != '\u200B')
            {
                break;
            }

            end++;
        }

        return end;
    }

    private static bool IsGap(ReadOnlySpan<char> characters) =>
        characters is [' ', >= '0' and <= '9', ..] && (characters.Length == 2 || !char.IsAsciiDigit(characters[2]));

    private static int HexBlockAt(ReadOnlySpan<char> characters, int position)
    {
        var count = 0;
        var end = position;
        while (end < characters.Length && count < PinBlockDigits && (char.IsAsciiHexDigit(characters[end]) || (characters[end] is ' ' or ':' && count > 0)))
        {
            count += characters[end] is ' ' or ':' ? 0 : 1;
            end++;
        }

        // Assemblers write what is hexadecimal with an h behind it.
        var isEnd = end == characters.Length || !char.IsLetterOrDigit(characters[end]) || (characters[end] == 'h' && (end + 1 == characters.Length || !char.IsLetterOrDigit(characters[end + 1])));
        return count == PinBlockDigits && isEnd ? end - position : 0;
    }

    // A letter, a decimal part or the rest of a date after the digits makes them something else than a code.
    private static bool GoesOn(ReadOnlySpan<char> characters, int end)
    {
        if (end >= characters.Length)
        {
            return false;
        }

        var rest = characters[end..];
        return IsUnit(rest) || (char.IsLetter(rest[0]) && !Folding.IsUnspaced(rest[0]) && !rest.StartsWith("exp", StringComparison.Ordinal)) || rest[0] == '%'
            || (rest is ['.' or ',' or '/' or ':', >= '0' and <= '9', ..] && !(rest[0] != '.' && IsExpiry(rest[1..])));
    }

    // 2026-11-27, where hyphens are spaces by now, and 2026/11/27.
    private static bool IsDate(ReadOnlySpan<char> characters, int start, int end) =>
        end - start == 4 && characters[start..] is ['1', '9', ..] or ['2', '0', ..]
        && characters[end..] is [' ' or '/', '0' or '1', >= '0' and <= '9', ' ' or '/', >= '0' and <= '3', >= '0' and <= '9', ..] && characters[end] == characters[end + 3];

    // 1227, 12/27, 122027, 12/2027
    private static bool IsExpiry(ReadOnlySpan<char> characters)
    {
        if (characters is not (['0', >= '1' and <= '9', ..] or ['1', >= '0' and <= '2', ..]))
        {
            return false;
        }

        var year = characters[2..];
        year = year is ['/', ..] ? year[1..] : year;
        var digits = year.IndexOfAnyExceptInRange('0', '9');
        return (digits < 0 ? year.Length : digits) is 2 or 4;
    }

    // "482 ms", "1200 times": a quantity.
    private static bool IsUnit(ReadOnlySpan<char> characters)
    {
        if (characters[0] != ' ')
        {
            return false;
        }

        var end = 1;
        while (end < characters.Length && char.IsLetter(characters[end]))
        {
            end++;
        }

        return Units.Contains(characters[1..end]) && !IsWay(characters[1..]);
    }

    private static bool IsWay(ReadOnlySpan<char> characters)
    {
        foreach (var way in Ways)
        {
            if (characters.StartsWith(way, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
