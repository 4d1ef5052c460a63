using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Labels;

/// <summary>Says whether what stands at a place of a text is a code, a PIN or a PIN block.</summary>
internal static class LabelledValue
{
    private const int PinBlockDigits = 16;
    private const int LongPinBlockDigits = 32;
    private const int LongestPin = 8;
    private const int LongestShortPin = 5;

    // "482 per second" is a quantity, "482 per phone" says how the code came.
    private static readonly string[] Ways =
    [
        "phone",
        "telephone",
        "telefon",
        "mail",
        "email",
        "sms",
        "fax",
        "chat",
        "call",
        "post",
        "brief",
        "tel",
    ];

    /// <summary>Length of the value at a position; 0 when there is none of that kind.</summary>
    public static int LengthAt(ReadOnlySpan<char> characters, int position, Senses senses)
    {
        if (senses.HasAny(Senses.PinBlock))
        {
            return HexBlockAt(characters, position);
        }

        var end = DigitsFrom(characters, position, out var digits);
        var isCode = senses.HasAny(Senses.Code);
        var (least, most) = isCode ? (3, 4) : (4, senses.HasAny(Senses.Weak) ? LongestShortPin : LongestPin);
        return digits >= least && digits <= most && !GoesOn(characters, end, isCode) && !IsDate(characters, position, end)
            ? end - position
            : 0;
    }

    // The end of digits, with single ones apart: "1 2 3", "1-2-3".
    private static int DigitsFrom(ReadOnlySpan<char> characters, int position, out int digits)
    {
        digits = 0;
        var end = position;
        var isSpaced = false;
        while (end < characters.Length)
        {
            if (char.IsAsciiDigit(characters[end]))
            {
                digits++;
            }
            else if (digits > 0 && (isSpaced || digits == 1) && IsGap(characters[end..]))
            {
                isSpaced = true;
            }
            else
            {
                break;
            }

            end++;
        }

        return end;
    }

    private static bool IsGap(ReadOnlySpan<char> characters) =>
        characters is [' ' or '-' or '.', >= '0' and <= '9', ..] && (characters.Length == 2 || !char.IsAsciiDigit(characters[2]));

    private static int HexBlockAt(ReadOnlySpan<char> characters, int position)
    {
        var count = 0;
        var length = 0;
        for (
            var end = position;
            end < characters.Length
                && count < LongPinBlockDigits
                && (char.IsAsciiHexDigit(characters[end]) || (characters[end] is ' ' or ':' && count > 0));
            end++
        )
        {
            count += characters[end] is ' ' or ':' ? 0 : 1;
            length =
                count is PinBlockDigits or LongPinBlockDigits
                && characters[end] is not (' ' or ':')
                && EndsBlock(characters[(end + 1)..])
                    ? end + 1 - position
                    : length;
        }

        return length;
    }

    // Assemblers write what is hexadecimal with an h behind it.
    private static bool EndsBlock(ReadOnlySpan<char> rest) =>
        rest.IsEmpty
        || !char.IsLetterOrDigit(rest[0])
        || (rest[0] == 'h' && (rest.Length == 1 || !char.IsLetterOrDigit(rest[1])));

    // A letter, a decimal part or the rest of a date after the digits makes them something else than a code.
    private static bool GoesOn(ReadOnlySpan<char> characters, int end, bool isCode)
    {
        if (end >= characters.Length)
        {
            return false;
        }

        var rest = characters[end..];
        return IsUnit(rest)
            || (char.IsLetter(rest[0]) && !Folding.IsUnspaced(rest[0]) && !rest.StartsWith("exp", StringComparison.Ordinal))
            || rest[0] == '%'
            || (
                rest is ['.' or ',' or '/' or ':' or '-' or '_', >= '0' and <= '9', ..]
                && !(rest[0] != '.' && isCode && IsExpiry(rest[1..]))
            );
    }

    // 2026-11-27 and 2026/11/27.
    private static bool IsDate(ReadOnlySpan<char> characters, int start, int end) =>
        end - start == 4
        && characters[start..] is ['1', '9', ..] or ['2', '0', ..]
        && characters[end..]
            is [' ' or '/' or '-', '0' or '1', >= '0' and <= '9', ' ' or '/' or '-', >= '0' and <= '3', >= '0' and <= '9', ..]
        && characters[end] == characters[end + 3];

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

        var length = SeparatorTokens.LetterCount(characters[1..]);
        var word = characters.Slice(1, length);
        return WordTable.ConnectorsOf(word).HasAny(Connectors.Unit)
            && !(word is "per" && IsWay(characters[(length + 1)..].TrimStart(' ')));
    }

    private static bool IsWay(ReadOnlySpan<char> characters)
    {
        var word = characters[..SeparatorTokens.LetterCount(characters)];
        foreach (var way in Ways)
        {
            if (word.SequenceEqual(way))
            {
                return true;
            }
        }

        return false;
    }
}
