namespace Portal.Gateway.Masking.Detectors;

/// <summary>Finds the verification code that follows a card number and its expiry without a label: <c>4111111111111111 12/27 123</c>, <c>… exp 12/27 123</c>, <c>…|12|2027|123</c>.</summary>
internal static class UnlabelledCode
{
    private const int MaxGap = 3;

    /// <summary>Adds an edit for the code behind a card number that ends at a position.</summary>
    public static void FindAfter(ReadOnlySpan<byte> text, int position, ref List<Edit>? edits)
    {
        position = Expiry(text, position);
        if (position < 0)
        {
            return;
        }

        position = SkipGap(text, position);
        var digits = position < 0 ? 0 : DigitsAt(text, position);
        if (digits is 3 or 4 && (position + digits == text.Length || !(char.IsAsciiLetterOrDigit((char)text[position + digits]) || text[position + digits] is (byte)'.' or (byte)':')))
        {
            (edits ??= []).Add(new Edit(position, digits, SecretReplacement.Digits(digits), MaskingKinds.Cvv));
        }
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
            return position + 4;
        }

        position = SkipGap(text, position + 2);
        digits = position < 0 ? 0 : DigitsAt(text, position);
        return digits is 2 or 4 ? position + digits : -1;
    }

    private static bool IsMonth(ReadOnlySpan<byte> digits) => ((digits[0] - '0') * 10) + digits[1] - '0' is >= 1 and <= 12;

    // At least one separator and at most three.
    private static int SkipGap(ReadOnlySpan<byte> text, int position)
    {
        var start = position;
        while (position < text.Length && position - start < MaxGap && text[position] is (byte)' ' or (byte)'/' or (byte)'|' or (byte)',' or (byte)';' or (byte)'-' or (byte)':' or (byte)'\t')
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
