namespace Portal.Gateway.Masking;

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

    /// <summary>As a JSON number: the middle digits are zeros, the last of them a one where zeros alone would still pass for a card.</summary>
    public static byte[] InNumber(ReadOnlySpan<byte> digits)
    {
        var replacement = digits.ToArray();
        var middle = replacement.AsSpan(6..^4);
        middle.Fill((byte)'0');
        if (Luhn.Passes(replacement))
        {
            middle[^1] = (byte)'1';
        }

        return replacement;
    }
}
