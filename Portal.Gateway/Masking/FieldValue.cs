using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Labels;
using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <summary>Masks a value whose name says that it is sensitive authentication data.</summary>
internal static class FieldValue
{
    private const int LongestCodeText = 32;
    private const int LongestSentence = 96;
    private const int LeastTrackDigits = 10;
    private const int PinBlockDigits = 16;
    private const int LongPinBlockDigits = 32;

    /// <summary>Adds an edit for the value when it is what its name says. False when it is not, and may be anything else.</summary>
    public static bool Find(ReadOnlySpan<byte> text, FieldContext field, MaskingScan scan, ref List<Edit>? edits)
    {
        var senses = field.Name;
        if (!senses.HasAny(Senses.Secret) || senses.HasAny(Senses.About | Senses.StandIn))
        {
            return false;
        }

        return (MayBeCode(field) && FindCode(text, scan, ref edits))
            || (senses.HasAny(Senses.Pin | Senses.PinBlock) && FindPin(text, senses, ref edits))
            || (senses.HasAny(Senses.Track) && FindTrack(text, senses, ref edits));
    }

    /// <summary>Whether a JSON number is what its name says.</summary>
    /// <param name="digits">Its digits.</param>
    /// <param name="field">What is known about it.</param>
    /// <param name="kind">What it is.</param>
    public static bool IsSecret(ReadOnlySpan<byte> digits, FieldContext field, out MaskingKind kind)
    {
        var meaning = field.Name;
        kind = MaskingKind.Cvv;
        if (meaning.HasAny(Senses.About | Senses.StandIn) || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        if (MayBeCode(field) && digits.Length is 3 or 4)
        {
            return true;
        }

        if (
            meaning.HasAny(Senses.Pin | Senses.PinBlock)
            && ((digits.Length >= 4 && digits.Length <= LongestPin(meaning)) || digits.Length == PinBlockDigits)
        )
        {
            kind = MaskingKind.Pin;
            return true;
        }

        kind = MaskingKind.Track;
        return meaning.HasAny(Senses.Track)
            && (
                meaning.HasAny(Senses.Weak)
                    ? CardNetworks.Evaluate(digits) != CardEvidence.None
                    : digits.Length >= LeastTrackDigits
            );
    }

    /// <summary>Returns why a value of a kind is masked under its name.</summary>
    public static MaskingReasons ReasonsOf(MaskingKind kind) =>
        new(
            kind switch
            {
                MaskingKind.Cvv => MaskingReason.FieldSaysCode,
                MaskingKind.Pin => MaskingReason.FieldSaysPin,
                _ => MaskingReason.FieldSaysTrack,
            }
        );

    // A name of other codes as well needs a card beside it.
    private static bool MayBeCode(FieldContext field) =>
        field.Name.HasAny(Senses.Code) && (!field.Name.HasAny(Senses.Weak) || field.All.HasAny(Senses.Card));

    private static bool FindInSentence(ReadOnlySpan<byte> text, MaskingScan scan, ref List<Edit>? edits)
    {
        using var view = TextView.Of(text);
        return LabelFinder.FindBehind(new ScannedText(text, view, [], default, scan), ref edits);
    }

    private static int LongestPin(Senses meaning) =>
        !meaning.HasAny(Senses.Weak) ? 12
        : meaning.HasAny(Senses.PinBlock) ? 0
        : 5;

    // 123, "1 2 3", "123 (back)": three or four digits that stand alone in a short text.
    private static bool FindCode(ReadOnlySpan<byte> text, MaskingScan scan, ref List<Edit>? edits)
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
            var before =
                position > 0 && (char.IsAsciiLetter((char)text[position - 1]) || text[position - 1] is (byte)'*' or (byte)'.');
            var behind =
                end < text.Length
                && (
                    char.IsAsciiLetter((char)text[end])
                    || text[end] == '*'
                    || text[end..] is [(byte)'.', >= (byte)'0' and <= (byte)'9', ..]
                );
            if (digits is 3 or 4 && !before && !behind)
            {
                (edits ??= []).Add(
                    new Edit(position, end - position, SecretReplacement.Digits(digits), MaskingKind.Cvv)
                    {
                        Reasons = ReasonsOf(MaskingKind.Cvv),
                    }
                );
                any = true;
            }

            position = end;
        }

        return any || (text.Length is > LongestCodeText and <= LongestSentence && FindInSentence(text, scan, ref edits));
    }

    private static bool FindPin(ReadOnlySpan<byte> text, Senses meaning, ref List<Edit>? edits)
    {
        var trimmed = text.Trim(" \t\r\n"u8);
        if (trimmed.IsEmpty)
        {
            return false;
        }

        var (end, digits) = DigitsFrom(trimmed, 0);
        var hex = HexDigits(trimmed is [(byte)'0', (byte)'x' or (byte)'X', ..] ? trimmed[2..] : trimmed);
        if (
            (digits >= 4 && digits <= LongestPin(meaning) && end == trimmed.Length)
            || hex is PinBlockDigits or LongPinBlockDigits
            || (meaning.HasAny(Senses.PinBlock) && hex >= PinBlockDigits)
        )
        {
            var start = text.IndexOf(trimmed);
            (edits ??= []).Add(
                new Edit(start, trimmed.Length, SecretReplacement.Pin, MaskingKind.Pin)
                {
                    Reasons =
                        hex >= PinBlockDigits
                            ? ReasonsOf(MaskingKind.Pin).And(MaskingReason.PinBlockShape)
                            : ReasonsOf(MaskingKind.Pin),
                }
            );
            return true;
        }

        return false;
    }

    private static bool FindTrack(ReadOnlySpan<byte> text, Senses meaning, ref List<Edit>? edits)
    {
        var digits = 0;
        foreach (var value in text)
        {
            digits += char.IsAsciiDigit((char)value) ? 1 : 0;
        }

        if (
            digits < LeastTrackDigits
            || text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..]
            || (meaning.HasAny(Senses.Weak) && !StripeShape.Is(text))
        )
        {
            return false;
        }

        (edits ??= []).Add(
            new Edit(
                0,
                text.Length,
                SecretReplacement.Track,
                MaskingKind.Track,
                card: TrackDetector.CardIn(text[text.IndexOfAnyInRange((byte)'0', (byte)'9')..])
            )
            {
                Reasons = ReasonsOf(MaskingKind.Track),
            }
        );
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
