using Portal.Gateway.Masking.Context;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <summary>Masks a value whose name says that it is sensitive authentication data.</summary>
internal static class FieldValue
{
    private const int LongestCodeText = 32;
    private const int LongestSentence = 96;
    private const int LeastTrackDigits = 10;
    private const int PinBlockDigits = 16;

    /// <summary>Adds an edit for the value when it is what its name says. False when it is not, and may be anything else.</summary>
    public static bool Find(ReadOnlySpan<byte> text, FieldMeaning meaning, ref List<Edit>? edits)
    {
        if (!meaning.HasAny(FieldMeaning.Secret) || meaning.HasAny(FieldMeaning.About))
        {
            return false;
        }

        return (meaning.HasAny(FieldMeaning.Cvv) && FindCode(text, ref edits))
            || (meaning.HasAny(FieldMeaning.Pin | FieldMeaning.PinBlock) && FindPin(text, meaning, ref edits))
            || (meaning.HasAny(FieldMeaning.Track) && FindTrack(text, meaning, ref edits));
    }

    /// <summary>Whether a JSON number is what its name says.</summary>
    /// <param name="digits">Its digits.</param>
    /// <param name="meaning">What its name says.</param>
    /// <param name="kind">What it is.</param>
    public static bool IsSecret(ReadOnlySpan<byte> digits, FieldMeaning meaning, out MaskingKind kind)
    {
        kind = MaskingKind.Cvv;
        if (meaning.HasAny(FieldMeaning.About) || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        if (meaning.HasAny(FieldMeaning.Cvv) && digits.Length is 3 or 4)
        {
            return true;
        }

        if (meaning.HasAny(FieldMeaning.Pin | FieldMeaning.PinBlock) && ((digits.Length >= 4 && digits.Length <= LongestPin(meaning)) || digits.Length == PinBlockDigits))
        {
            kind = MaskingKind.Pin;
            return true;
        }

        kind = MaskingKind.Track;
        return meaning.HasAny(FieldMeaning.Track) && (meaning.HasAny(FieldMeaning.Short) ? CardNetworks.Evaluate(digits) != CardEvidence.None : digits.Length >= LeastTrackDigits);
    }

    private static int LongestPin(FieldMeaning meaning) => !meaning.HasAny(FieldMeaning.Short) ? 12 : meaning.HasAny(FieldMeaning.PinBlock) ? 0 : 5;

    // 123, "1 2 3", "123 (back)": three or four digits that stand alone in a short text.
    private static bool FindCode(ReadOnlySpan<byte> text, ref List<Edit>? edits)
    {
        var any = false;
        var position = 0;
        while (text.Length <= LongestCodeText && position < text.Length)
        {
            var first = CodePoints.At(text, position);
            if (first.Kind != CodePointKind.Digit)
            {
                position += first.Length;
                continue;
            }

            var (end, digits) = DigitsFrom(text, position);
            var before = position > 0 && (char.IsAsciiLetter((char)text[position - 1]) || text[position - 1] == '*');
            var behind = end < text.Length && (char.IsAsciiLetter((char)text[end]) || text[end] == '*');
            if (digits is 3 or 4 && !before && !behind)
            {
                (edits ??= []).Add(new Edit(position, end - position, SecretReplacement.Digits(digits), MaskingKind.Cvv) { Reasons = new(MaskingReason.FieldSaysCode) });
                any = true;
            }

            position = end;
        }

        return any || (text.Length is > LongestCodeText and <= LongestSentence && LabelFinder.FindBehind(text, ref edits));
    }

    private static bool FindPin(ReadOnlySpan<byte> text, FieldMeaning meaning, ref List<Edit>? edits)
    {
        var trimmed = text.Trim(" \t\r\n"u8);
        if (trimmed.IsEmpty)
        {
            return false;
        }

        var (end, digits) = DigitsFrom(trimmed, 0);
        var hex = HexDigits(trimmed is [(byte)'0', (byte)'x' or (byte)'X', ..] ? trimmed[2..] : trimmed);
        if ((digits >= 4 && digits <= LongestPin(meaning) && end == trimmed.Length) || hex == PinBlockDigits || (meaning.HasAny(FieldMeaning.PinBlock) && hex >= PinBlockDigits))
        {
            var start = text.IndexOf(trimmed);
            (edits ??= []).Add(new Edit(start, trimmed.Length, SecretReplacement.Pin, MaskingKind.Pin)
            {
                Reasons = new(MaskingReason.FieldSaysPin, hex >= PinBlockDigits ? MaskingReason.PinBlockShape : MaskingReason.None),
            });
            return true;
        }

        return false;
    }

    private static bool FindTrack(ReadOnlySpan<byte> text, FieldMeaning meaning, ref List<Edit>? edits)
    {
        var digits = 0;
        foreach (var value in text)
        {
            digits += char.IsAsciiDigit((char)value) ? 1 : 0;
        }

        if (digits < LeastTrackDigits || text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] || (meaning.HasAny(FieldMeaning.Short) && !StripeShape.Is(text)))
        {
            return false;
        }

        (edits ??= []).Add(new Edit(0, text.Length, SecretReplacement.Track, MaskingKind.Track) { Reasons = new(MaskingReason.FieldSaysTrack) });
        return true;
    }

    // The end of digits with nothing but blanks, dashes and invisible characters between them, and their number; 0 digits when none stand here.
    private static (int End, int Digits) DigitsFrom(ReadOnlySpan<byte> text, int position)
    {
        var digits = 0;
        var end = position;
        while (position < text.Length)
        {
            var next = CodePoints.At(text, position);
            position += next.Length;
            if (next.Kind == CodePointKind.Digit)
            {
                digits++;
                end = position;
            }
            else if (next.Kind is not (CodePointKind.Ignorable or CodePointKind.Space or CodePointKind.Dash))
            {
                break;
            }
        }

        return (digits == 0 ? position : end, digits);
    }

    // Hexadecimal digits when there is nothing else but blanks; otherwise 0.
    private static int HexDigits(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var value in text)
        {
            if (char.IsAsciiHexDigit((char)value))
            {
                count++;
            }
            else if (value is not ((byte)' ' or (byte)'-' or (byte)':'))
            {
                return 0;
            }
        }

        return count;
    }
}
