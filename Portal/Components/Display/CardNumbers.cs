namespace Portal.Components.Display;

/// <summary>
/// Recognises a card number that someone is about to type where it must not go: 13 to 19 digits that pass Luhn, however spaced.
/// </summary>
internal static class CardNumbers
{
    public static bool IsIn(string? text)
    {
        Span<int> digits = stackalloc int[19];
        for (var start = 0; start < (text?.Length ?? 0); start++)
        {
            if (
                char.IsAsciiDigit(text![start])
                && (start == 0 || !char.IsAsciiDigit(text[start - 1]))
                && StartsWithOne(text.AsSpan(start), digits)
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithOne(ReadOnlySpan<char> text, Span<int> digits)
    {
        var count = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character))
            {
                if (count == digits.Length)
                {
                    return false;
                }

                digits[count++] = character - '0';
            }
            else if (character is not (' ' or '-' or '.'))
            {
                break;
            }
        }

        return count >= 13 && PassesLuhn(digits[..count]);
    }

    private static bool PassesLuhn(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = digits[^(index + 1)] * (index % 2 == 0 ? 1 : 2);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0 && digits.ContainsAnyExcept(0);
    }
}
