namespace Portal.Gateway.Masking.Detectors;

/// <summary>
/// Finds the verification code beside a card number and its expiry without a label: <c>4111111111111111 12/27 123</c>, <c>… exp 12/27 code 123</c>,
/// <c>…|12|2027|123</c>, <c>… 123 12/27</c>.
/// </summary>
internal static class UnlabelledCode
{
    private const int MaxGap = 3;

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
            (edits ??= []).Add(new Edit(code, digits, SecretReplacement.Digits(digits), MaskingKind.Cvv));
        }
    }

    // The columns of a table with a header are what it says.
    private static bool HasHeader(ReadOnlySpan<byte> text, int position)
    {
        if (position == text.Length || text[position] is not ((byte)',' or (byte)';' or (byte)'|' or (byte)'\t' or (byte)'"' or (byte)' '))
        {
            return false;
        }

        var end = text[..position].IndexOf((byte)'\n');
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
        end < text.Length && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] is (byte)'.' or (byte)':' || (text[end] is (byte)'-' or (byte)'/' && end + 1 < text.Length && char.IsAsciiDigit((char)text[end + 1])));

    // 123 12/27: only with the slash.
    private static int CodeBeforeExpiry(ReadOnlySpan<byte> text, int position)
    {
        if (position < 0 || CodeAt(text, position) != position || SkipGap(text, position + DigitsAt(text, position)) is not (>= 0 and var month)
            || month + 2 >= text.Length || DigitsAt(text, month) != 2 || text[month + 2] != '/')
        {
            return -1;
        }

        return Expiry(text, month - 1) > 0 ? position : -1;
    }

    // 12/27, 12/2027, 1227, 12|27, 12-27. The position behind it, or -1.
    private static int Expiry(ReadOnlySpan<byte> text, int position)
    {
        position = SkipGap(text, position);
        if (position >= 0 && char.IsAsciiLetter((char)text[position]))
        {
            position = SkipGap(text, SkipWord(text, position));
        }

        if (position < 0)
        {
            return -1;
        }

        var digits = DigitsAt(text, position);
        if (digits is not (2 or 4) || !IsMonth(text.Slice(position, 2)))
        {
            return -1;
        }

        if (digits == 4)
        {
            return IsYear(text.Slice(position + 2, 2)) ? position + 4 : -1;
        }

        position = SkipGap(text, position + 2);
        digits = position < 0 ? 0 : DigitsAt(text, position);
        return (digits == 2 && IsYear(text.Slice(position, 2))) || (digits == 4 && text.Slice(position, 2).SequenceEqual("20"u8)) ? position + digits : -1;
    }

    private static bool IsMonth(ReadOnlySpan<byte> digits) => ((digits[0] - '0') * 10) + digits[1] - '0' is >= 1 and <= 12;

    private static bool IsYear(ReadOnlySpan<byte> digits) => digits[0] is >= (byte)'1' and <= (byte)'4';

    // At least one separator and at most three.
    private static int SkipGap(ReadOnlySpan<byte> text, int position)
    {
        var start = position;
        while (position < text.Length && position - start < MaxGap && text[position] is (byte)' ' or (byte)'/' or (byte)'|' or (byte)',' or (byte)';' or (byte)'-' or (byte)':' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            position++;
        }

        return position == start || position == text.Length ? -1 : position;
    }

    // One word, such as "exp".
    private static int SkipWord(ReadOnlySpan<byte> text, int position)
    {
        while (position < text.Length && char.IsAsciiLetter((char)text[position]))
        {
            position++;
        }

        return position;
    }

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
