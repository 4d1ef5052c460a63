namespace Portal.Gateway.Masking.Detectors;

/// <summary>Represents what stands in place of a card number: one truncation for the whole product, first six and last four (PCI DSS 3.4.1).</summary>
internal static class PanReplacement
{
    /// <summary>Says that the value, digits and nothing else, is truncated where the text is put together: see <see cref="Truncate"/>.</summary>
    public static readonly byte[] Truncated = "[number removed]"u8.ToArray();

    /// <summary>Digits shown at the beginning.</summary>
    public const int ShownFirst = 6;

    /// <summary>Digits shown at the end.</summary>
    public const int ShownLast = 4;

    /// <summary>Truncates digits where they stand.</summary>
    public static void Truncate(Span<byte> digits) => digits[6..^4].Fill((byte)'*');

    /// <summary>In text: the middle digits are asterisks.</summary>
    public static byte[] InText(ReadOnlySpan<byte> digits)
    {
        var replacement = digits.ToArray();
        Truncate(replacement);
        return replacement;
    }

    /// <summary>
    /// As a JSON number: the middle digits are zeros, the last of them changed where zeros alone would still pass for a card. Nines where the number's
    /// own are zeros: it would be left as it is.
    /// </summary>
    public static byte[] InNumber(ReadOnlySpan<byte> digits)
    {
        var replacement = digits.ToArray();
        var middle = replacement.AsSpan(6..^4);
        var isZeros = middle.StartsWith("000"u8) || middle.EndsWith("00000"u8);
        middle.Fill(isZeros ? (byte)'9' : (byte)'0');
        while (Luhn.Passes(replacement))
        {
            middle[^1] = (byte)(isZeros ? middle[^1] - 1 : middle[^1] + 1);
        }

        return replacement;
    }

    /// <summary>Whether digits are what <see cref="InNumber"/> makes, so that a second pass leaves them alone.</summary>
    public static bool IsOne(ReadOnlySpan<byte> digits) =>
        digits[6] is (byte)'0' or (byte)'9' && !digits[6..^5].ContainsAnyExcept(digits[6]) && !Luhn.Passes(digits);
}
