using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Portal.Gateway.Masking.Views;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>
/// Finds the verification code beside a card number and its expiry without a label: <c>4111111111111111 12/27 123</c>, <c>… exp. 12/2027 code 123</c>,
/// <c>…|12|2027|123</c>, <c>… (12/27) 123</c>, <c>… Dec 2027 123</c>, <c>… 123 12/27</c>.
/// </summary>
internal static class UnlabelledCode
{
    private const int MaxGap = 4;
    private const int MaxWords = 2;
    private const int LongestWord = 24;
    private const int LongestHeader = 1024;
    private const int LengthOfMonth = 3;

    private static readonly SearchValues<byte> GapSigns = SearchValues.Create(" /|,;-:()\t\n\r"u8);

    // By their first three letters, in English and German; other languages' are close to them.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Months = new[]
    {
        "jan",
        "feb",
        "mar",
        "mär",
        "apr",
        "may",
        "mai",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "okt",
        "nov",
        "dec",
        "dez",
    }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds an edit for the code behind a card number that ends at a position.</summary>
    public static void FindAfter(ReadOnlySpan<byte> text, int position, ref List<Edit>? edits)
    {
        if (HasHeader(text, position))
        {
            return;
        }

        var behind = Expiry(text, position);
        var code = behind < 0 ? CodeBeforeExpiry(text, SkipGap(text, position)) : CodeAt(text, SkipGap(text, behind));
        if (code >= 0)
        {
            var digits = DigitsAt(text, code);
            (edits ??= []).Add(
                new Edit(code, digits, SecretReplacement.Digits(digits), MaskingKind.Cvv)
                {
                    Reasons = new MaskingReasons(MaskingReason.CodeBesideCard),
                }
            );
        }
    }

    // The columns of a table with a header are what it says.
    private static bool HasHeader(ReadOnlySpan<byte> text, int position)
    {
        if (
            position == text.Length
            || text[position] is not ((byte)',' or (byte)';' or (byte)'|' or (byte)'\t' or (byte)'"' or (byte)' ')
        )
        {
            return false;
        }

        var end = text[..Math.Min(position, LongestHeader)].IndexOf((byte)'\n');
        var line = end < 0 ? default : text[..end];
        return line.ContainsAny(",;|\t"u8) && !line.ContainsAnyInRange((byte)'0', (byte)'9');
    }

    // Where three or four digits stand, behind a word such as "code" too; -1 where they are something else.
    private static int CodeAt(ReadOnlySpan<byte> text, int position)
    {
        if (position >= 0 && char.IsAsciiLetter((char)text[position]))
        {
            position = SkipGap(text, SkipWord(text, position));
        }

        var digits = position < 0 ? 0 : DigitsAt(text, position);
        return digits is 3 or 4 && !GoesOn(text, position + digits) ? position : -1;
    }

    private static bool GoesOn(ReadOnlySpan<byte> text, int end) =>
        text[end..] switch
        {
            [] => false,
            [(byte)'.' or (byte)'-' or (byte)'/', var next, ..] => char.IsAsciiDigit((char)next),
            [var first, ..] => char.IsAsciiLetterOrDigit((char)first) || first == ':',
        };

    // 123 12/27: only with the slash.
    private static int CodeBeforeExpiry(ReadOnlySpan<byte> text, int position)
    {
        if (
            position < 0
            || CodeAt(text, position) != position
            || SkipGap(text, position + DigitsAt(text, position)) is not (>= 0 and var month)
            || month + 2 >= text.Length
            || DigitsAt(text, month) != 2
            || text[month + 2] != '/'
        )
        {
            return -1;
        }

        return Expiry(text, month - 1) > 0 ? position : -1;
    }

    // The position behind an expiry that up to two words lead over to, or -1.
    private static int Expiry(ReadOnlySpan<byte> text, int position)
    {
        position = SkipGap(text, position);
        for (var words = 0; words < MaxWords && position >= 0 && IsLetter(text[position]); words++)
        {
            var end = SkipWord(text, position);
            if (IsNamedMonth(text[position..end]))
            {
                return YearAt(text, SkipGap(text, end));
            }

            // "exp. 12/27"
            end += end < text.Length && text[end] == '.' ? 1 : 0;
            position = SkipGap(text, end);
        }

        return position < 0 ? -1 : DateAt(text, position);
    }

    // 12/27, 12/2027, 1227, 12|27, 12-27, 9/28, 2027-12.
    private static int DateAt(ReadOnlySpan<byte> text, int position)
    {
        var digits = DigitsAt(text, position);
        if (digits == 4)
        {
            if (IsMonth(text.Slice(position, 2)) && IsYear(text.Slice(position + 2, 2)))
            {
                return position + 4;
            }

            // The code must not be taken for the month: a dash or slash, and two digits.
            return
                YearAt(text, position) is > 0 and var month
                && text[month..] is [(byte)'-' or (byte)'/', ..]
                && DigitsAt(text, month + 1) == 2
                && IsMonth(text.Slice(month + 1, 2))
                ? month + 3
                : -1;
        }

        if (digits == 1 && (text[position] == '0' || position + 1 >= text.Length || text[position + 1] != '/'))
        {
            return -1;
        }

        return digits is 1 or 2 && IsMonth(text.Slice(position, digits)) ? YearAt(text, SkipGap(text, position + digits)) : -1;
    }

    // 27 or 2027. The position behind it, or -1.
    private static int YearAt(ReadOnlySpan<byte> text, int position)
    {
        var digits = position < 0 ? 0 : DigitsAt(text, position);
        return (digits == 2 && IsYear(text.Slice(position, 2))) || (digits == 4 && text.Slice(position, 2).SequenceEqual("20"u8))
            ? position + digits
            : -1;
    }

    private static bool IsNamedMonth(ReadOnlySpan<byte> word)
    {
        Span<char> letters = stackalloc char[LongestWord];
        return word.Length <= LongestWord
            && Encoding.UTF8.TryGetChars(word, letters, out var length)
            && length >= LengthOfMonth
            && Months.Contains(letters[..LengthOfMonth]);
    }

    private static bool IsMonth(ReadOnlySpan<byte> digits) =>
        (digits.Length == 1 ? digits[0] - '0' : ((digits[0] - '0') * 10) + digits[1] - '0') is >= 1 and <= 12;

    private static bool IsYear(ReadOnlySpan<byte> digits) => digits[0] is >= (byte)'1' and <= (byte)'4';

    // At least one separator and at most four, wide spaces and dashes among them.
    private static int SkipGap(ReadOnlySpan<byte> text, int position)
    {
        var count = 0;
        while (position >= 0 && position < text.Length && count < MaxGap)
        {
            var length =
                GapSigns.Contains(text[position]) ? 1
                : text[position] >= 0x80
                && CodePoints.At(text, position)
                    is { Kind: CodePointKind.Space or CodePointKind.Dash or CodePointKind.Ignorable } wide
                    ? wide.Length
                : 0;
            if (length == 0)
            {
                break;
            }

            position += length;
            count++;
        }

        return count == 0 || position == text.Length ? -1 : position;
    }

    // One word, such as "exp".
    private static int SkipWord(ReadOnlySpan<byte> text, int position)
    {
        while (position < text.Length && IsLetter(text[position]))
        {
            position++;
        }

        return position;
    }

    // Letters beyond ASCII are bytes beyond it; wide signs end no word here, which does no harm.
    private static bool IsLetter(byte value) => char.IsAsciiLetter((char)value) || value >= 0x80;

    private static int DigitsAt(ReadOnlySpan<byte> text, int position)
    {
        var end = position;
        while (end < text.Length && char.IsAsciiDigit((char)text[end]))
        {
            end++;
        }

        return end - position;
    }
}
