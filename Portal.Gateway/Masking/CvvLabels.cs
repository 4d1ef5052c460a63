using System.Buffers;
using System.Text;

namespace Portal.Gateway.Masking;

/// <summary>Finds card verification codes in text by the label before them: <c>CVV 123</c>, <c>cvc: 1234</c>, <c>security code is 123</c>.</summary>
internal static class CvvLabels
{
    private static readonly SearchValues<byte> FirstLetters = SearchValues.Create("cCsSvV"u8);
    private static readonly byte[][] Labels = [.. new[] { "security code", "verification code", "cvv2", "cvc2", "cvv", "cvc", "cvn", "csc" }.Select(Encoding.ASCII.GetBytes)];
    private static readonly byte[][] Fillers = [.. new[] { "number", "code", "is", "no." }.Select(Encoding.ASCII.GetBytes)];

    /// <summary>Adds an edit for every labelled code in the text.</summary>
    public static void Find(ReadOnlySpan<byte> text, ref List<Edit>? edits)
    {
        var position = 0;
        while (position < text.Length)
        {
            var next = text[position..].IndexOfAny(FirstLetters);
            if (next < 0)
            {
                return;
            }

            position += next;
            var start = position == 0 || !char.IsAsciiLetterOrDigit((char)text[position - 1]) ? CodeAfterLabel(text, position) : -1;
            if (start < 0)
            {
                position++;
                continue;
            }

            var length = DigitsAt(text, start);
            var mask = new byte[length];
            mask.AsSpan().Fill((byte)'*');
            (edits ??= []).Add(new Edit(start, length, mask, MaskingKinds.Cvv));
            position = start + length;
        }
    }

    private static int CodeAfterLabel(ReadOnlySpan<byte> text, int position)
    {
        var rest = text[position..];
        foreach (var label in Labels)
        {
            if (rest.Length <= label.Length || !Ascii.EqualsIgnoreCase(rest[..label.Length], label) || char.IsAsciiLetterOrDigit((char)rest[label.Length]))
            {
                continue;
            }

            var start = SkipPunctuation(text, position + label.Length);
            foreach (var filler in Fillers)
            {
                if (text[start..].Length > filler.Length && Ascii.EqualsIgnoreCase(text.Slice(start, filler.Length), filler))
                {
                    start = SkipPunctuation(text, start + filler.Length);
                }
            }

            return DigitsAt(text, start) is 3 or 4 && !GoesOn(text, start + DigitsAt(text, start)) ? start : -1;
        }

        return -1;
    }

    // A letter or a decimal part after the digits makes them something else than a code.
    private static bool GoesOn(ReadOnlySpan<byte> text, int end) =>
        end < text.Length && (char.IsAsciiLetter((char)text[end]) || (text[end] is (byte)'.' or (byte)',' && DigitsAt(text, end + 1) > 0));

    private static int SkipPunctuation(ReadOnlySpan<byte> text, int position)
    {
        while (position < text.Length && text[position] is (byte)' ' or (byte)'\t' or (byte)':' or (byte)'=' or (byte)'#' or (byte)'-' or (byte)'"' or (byte)'\'' or (byte)')' or (byte)'(')
        {
            position++;
        }

        return position;
    }

    private static int DigitsAt(ReadOnlySpan<byte> text, int position)
    {
        var length = position >= text.Length ? 0 : text[position..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return length < 0 ? text.Length - position : length;
    }
}
