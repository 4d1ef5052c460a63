namespace Portal.Gateway.Masking.Splits;

/// <summary>Masks the parts of a number where they stand.</summary>
internal static class SplitEdits
{
    /// <summary>Adds an edit for each part: the first six and the last four digits over all parts stay, and what separates them.</summary>
    /// <param name="json">The text.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="card">The number.</param>
    /// <param name="edits">Receives the edits.</param>
    public static void Add(ReadOnlySpan<byte> json, ReadOnlySpan<SplitPart> parts, CardNumber card, ref List<Edit>? edits)
    {
        var total = 0;
        foreach (var part in parts)
        {
            total += part.Digits;
        }

        var position = 0;
        foreach (var part in parts)
        {
            var from = Math.Max(0, 6 - position);
            var to = Math.Min(part.Digits, total - 4 - position);
            if (from < to)
            {
                var digits = json.Slice(part.Start, part.Length);
                var start = PlaceOf(digits, from);
                var end = PlaceOf(digits, to - 1) + 1;
                (edits ??= []).Add(new Edit(part.Start + start, end - start, Asterisks(digits[start..end]), MaskingKind.Pan, part.Place.Token, form: EditForm.Part, card: card) { Reasons = new(MaskingReason.PartsOfOneNumber) });
                card = default;
            }

            position += part.Digits;
        }
    }

    private static int PlaceOf(ReadOnlySpan<byte> part, int digit)
    {
        var position = 0;
        while (!char.IsAsciiDigit((char)part[position]) || digit-- > 0)
        {
            position++;
        }

        return position;
    }

    private static byte[] Asterisks(ReadOnlySpan<byte> part)
    {
        var masked = part.ToArray();
        foreach (ref var value in masked.AsSpan())
        {
            value = char.IsAsciiDigit((char)value) ? (byte)'*' : value;
        }

        return masked;
}
}
