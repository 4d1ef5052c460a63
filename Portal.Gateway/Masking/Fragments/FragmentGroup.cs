using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>Masks values that belong together, where they are a card number together.</summary>
internal static class FragmentGroup
{
    /// <summary>Masks the whole of a group; of a list or of members with a card's name also some that follow each
    /// other.</summary>
    /// <param name="json">The text.</param>
    /// <param name="parts">The values of the group.</param>
    /// <param name="areRecords">Whether each stands in an object of its own: a column of a table.</param>
    /// <param name="edits">Receives the edits.</param>
    public static bool Mask(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> parts, bool areRecords, ref List<Edit>? edits)
    {
        var areCards = true;
        foreach (ref readonly var part in parts)
        {
            areCards &= part.HasCardName;
        }

        if (
            (areCards || Fits(json, parts, areRecords))
            && TryMask(json, parts, areCards ? CardEvidence.Weak : CardEvidence.Strong, ref edits)
        )
        {
            return true;
        }

        var isMasked = false;
        for (var start = 0; areCards && !areRecords && start < parts.Length; start++)
        {
            for (var end = parts.Length; end > start; end--)
            {
                if (TryMask(json, parts[start..end], CardEvidence.Strong, ref edits))
                {
                    isMasked = true;
                    start = end - 1;
                }
            }
        }

        return isMasked;
    }

    /// <summary>Masks parts whose digits are worth as much as that.</summary>
    public static bool TryMask(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> parts, CardEvidence least, ref List<Edit>? edits)
    {
        Span<byte> digits = stackalloc byte[CardNetworks.MaxLength];
        if (!TryJoin(json, parts, ref digits) || CardNetworks.Evaluate(digits) < least)
        {
            return false;
        }

        FragmentEdits.Add(json, parts, digits, ref edits);
        return true;
    }

    // A first six and a last four are no number.
    private static bool TryJoin(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> parts, ref Span<byte> digits)
    {
        var (total, areStandIns) = (0, true);
        foreach (ref readonly var part in parts)
        {
            total += part.Digits;
            areStandIns &= part.IsStandIn;
            if (total > digits.Length)
            {
                return false;
            }

            DigitEnds.Copy(part.In(json), digits[(total - part.Digits)..]);
        }

        digits = digits[..total];
        return parts.Length > 1 && total >= CardNetworks.MinLength && !areStandIns;
    }

    // How a number is cut on purpose: as it is printed, in halves, digit by digit. Figures, as a metric has them, only digit
    // by digit.
    private static bool Fits(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> parts, bool areRecords)
    {
        Span<int> sizes = stackalloc int[parts.Length];
        var (areNumbers, areGrouped, areSingle) = (true, true, true);
        for (var index = 0; index < parts.Length; index++)
        {
            sizes[index] = parts[index].Digits;
            areNumbers &= parts[index].Place.IsNumber;
            areGrouped &= parts[index].IsGrouped(json);
            areSingle &= parts[index].Length == parts[index].Digits;
        }

        return (areGrouped || areSingle)
            && sizes switch
            {
                [1, ..] => !areRecords && !sizes.ContainsAnyExcept(1),
                _ when areNumbers => false,
                [4, 4, 4, 4] or [4, 6, 5] => true,
                [8, 8] => !areRecords || areGrouped,
                [4, 4, 4, 3] or [4, 4, 4, 4, 2 or 3] or [6, 6, 4] or [4, 4, 8] or [8, 4, 4] or [2, 2, 2, 2, 2, 2, 2, 2] =>
                    !areRecords,
                _ => false,
            };
    }
}
