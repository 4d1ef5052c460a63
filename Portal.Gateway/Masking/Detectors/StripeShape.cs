namespace Portal.Gateway.Masking.Detectors;

/// <summary>Says whether a value is written as magnetic stripes are (ISO/IEC 7813): names such as "track" are those of songs, parcels and paths as well.</summary>
internal static class StripeShape
{
    /// <summary>Whether it begins as a stripe does, has its separators, or a number in it that a network could have.</summary>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        var trimmed = text.Trim(" \t\r\n"u8);
        if (trimmed.IndexOf("://"u8) >= 0)
        {
            return false;
        }

        return trimmed is [(byte)';' or (byte)'%', ..] || trimmed.Contains((byte)'^') || HoldsNumber(trimmed);
    }

    private static bool HoldsNumber(ReadOnlySpan<byte> text)
    {
        for (var position = 0; position < text.Length; position++)
        {
            var length = text[position..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            length = length < 0 ? text.Length - position : length;
            if (length >= CardNetworks.MinLength && BeginsNumber(text[..position]) && IsNumber(text.Slice(position, length)))
            {
                return true;
            }

            position += length;
        }

        return false;
    }

    // Only the format code of track 1 is a letter.
    private static bool BeginsNumber(ReadOnlySpan<byte> before) =>
        before.IsEmpty || !char.IsAsciiLetterOrDigit((char)before[^1]) || before[^1] is (byte)'B' or (byte)'b';

    // Longer ones have lost their separator.
    private static bool IsNumber(ReadOnlySpan<byte> digits) =>
        digits.Length <= CardNetworks.MaxLength
            ? CardNetworks.Evaluate(digits) != CardEvidence.None
            : CardNetworks.Evaluate(digits[..16]) == CardEvidence.Strong
                || CardNetworks.Evaluate(digits[..15]) == CardEvidence.Strong;
}
