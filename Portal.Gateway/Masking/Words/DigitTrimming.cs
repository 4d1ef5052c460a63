namespace Portal.Gateway.Masking.Words;

/// <summary>Takes digits from the end of words.</summary>
internal static class DigitTrimming
{
    /// <summary>Returns a folded word without the digits at its end.</summary>
    public static ReadOnlySpan<char> TrimEndDigits(this ReadOnlySpan<char> word)
    {
        var end = word.Length;
        while (end > 0 && char.IsAsciiDigit(word[end - 1]))
        {
            end--;
        }

        return word[..end];
    }

    /// <inheritdoc cref="TrimEndDigits(ReadOnlySpan{char})"/>
    public static ReadOnlySpan<char> TrimEndDigits(this Span<char> word) => TrimEndDigits((ReadOnlySpan<char>)word);
}
