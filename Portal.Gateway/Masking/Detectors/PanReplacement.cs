namespace Portal.Gateway.Masking.Detectors;

/// <summary>What stands in place of a card number: one truncation for the whole product, first six and last four (PCI DSS 3.4.1).</summary>
internal static class PanReplacement
{
    /// <summary>In text: the middle digits are asterisks.</summary>
    public static byte[] InText(ReadOnlySpan<byte> digits)
    {
        var replacement = digits.ToArray();
        replacement.AsSpan(6..^4).Fill((byte)'*');
        return replacement;
    }

    /// <summary>As a JSON number: the middle digits are zeros, the last of them raised where zeros alone would still pass for a card.</summary>
    public static byte[] InNumber(ReadOnlySpan<byte> digits)
    {
        var replacement = digits.ToArray();
        var middle = replacement.AsSpan(6..^4);
        middle.Fill((byte)'0');
        while (Luhn.Passes(replacement))
        {
            middle[^1]++;
        }

        return replacement;
    }

    /// <summary>Whether digits are what <see cref="InNumber"/> makes, so that a second pass leaves them alone.</summary>
    public static bool IsOne(ReadOnlySpan<byte> digits) => !digits[6..^5].ContainsAnyExcept((byte)'0') && !Luhn.Passes(digits);
}
