using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>Masks the parts of a number where they stand.</summary>
internal static class FragmentEdits
{
    private const int ShownFirst = 6;
    private const int ShownLast = 4;

    /// <summary>Adds an edit for each part: the first six and the last four digits over all parts stay, and what separates
    /// them.</summary>
    /// <param name="json">The text.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="digits">All their digits.</param>
    /// <param name="edits">Receives the edits.</param>
    public static void Add(
        ReadOnlySpan<byte> json,
        ReadOnlySpan<Fragment> parts,
        ReadOnlySpan<byte> digits,
        ref List<Edit>? edits
    )
    {
        Span<byte> masked = stackalloc byte[CardNetworks.MaxLength];
        masked = masked[..digits.Length];
        digits.CopyTo(masked);
        Hide(parts, masked);
        var card = CardNumber.Of(digits);
        var position = 0;
        foreach (ref readonly var part in parts)
        {
            var from = Math.Max(0, ShownFirst - position);
            var to = Math.Min(part.Digits, digits.Length - ShownLast - position);
            if (from < to)
            {
                var text = part.In(json);
                var start = PlaceOf(text, from);
                var end = PlaceOf(text, to - 1) + 1;
                var replacement = Replace(text[start..end], masked[(position + from)..]);
                (edits ??= []).Add(
                    new Edit(part.Start + start, end - start, replacement, MaskingKind.Pan, part.Place.Token, EditForm.Part, card)
                    {
                        Reasons = new MaskingReasons(MaskingReason.PartsOfOneNumber),
                    }
                );
                card = default;
            }

            position += part.Digits;
        }
    }

    // A number's digits become zeros, its first one a one: it must stay a number. Where all are numbers, the whole must fail
    // the check.
    private static void Hide(ReadOnlySpan<Fragment> parts, Span<byte> digits)
    {
        var last = digits.Length - ShownLast - 1;
        var position = 0;
        foreach (ref readonly var part in parts)
        {
            for (var index = 0; index < part.Digits; index++, position++)
            {
                if (position >= ShownFirst && position <= last)
                {
                    var filler = index == 0 && part.Digits > 1 ? (byte)'1' : (byte)'0';
                    digits[position] = part.Place.IsNumber ? filler : (byte)'*';
                }
            }
        }

        if (!digits.Contains((byte)'*') && Luhn.Passes(digits))
        {
            digits[last]++;
        }
    }

    /// <summary>Finds where a digit stands.</summary>
    /// <param name="text">The text, which has it.</param>
    /// <param name="digit">Its number, from 0.</param>
    public static int PlaceOf(ReadOnlySpan<byte> text, int digit)
    {
        var position = 0;
        while (!char.IsAsciiDigit((char)text[position]) || digit-- > 0)
        {
            position++;
        }

        return position;
    }

    /// <summary>Replaces every digit by an asterisk.</summary>
    public static byte[] Asterisks(ReadOnlySpan<byte> text)
    {
        Span<byte> digits = stackalloc byte[CardNetworks.MaxLength];
        digits.Fill((byte)'*');
        return Replace(text, digits);
    }

    private static byte[] Replace(ReadOnlySpan<byte> text, ReadOnlySpan<byte> digits)
    {
        var replacement = text.ToArray();
        var next = 0;
        foreach (ref var value in replacement.AsSpan())
        {
            value = char.IsAsciiDigit((char)value) ? digits[next++] : value;
        }

        return replacement;
    }
}
