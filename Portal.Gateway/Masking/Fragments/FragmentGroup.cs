using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>Masks values that belong together, where they are a card number together.</summary>
internal static class FragmentGroup
{
    /// <summary>Masks the whole of a group, and of one with a card's name also what follows each other in it.</summary>
    /// <param name="json">The text.</param>
    /// <param name="parts">The values of the group.</param>
    /// <param name="areRecords">Whether each stands in an object of its own.</param>
    /// <param name="edits">Receives the edits.</param>
    public static bool Mask(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> parts, bool areRecords, ref List<Edit>? edits)
    {
        if (parts.Length < 2 || TotalOf(parts) < CardNetworks.MinLength)
        {
            return false;
        }

        var areCards = AreCards(parts);
        if (TryMask(json, parts, areCards, areRecords, isWhole: true, ref edits))
        {
            return true;
        }

        return areCards && !areRecords && MaskRuns(json, parts, ref edits);
    }

    private static bool MaskRuns(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> parts, ref List<Edit>? edits)
    {
        var isMasked = false;
        for (var start = 0; start < parts.Length - 1; start++)
        {
            for (var end = parts.Length; end >= start + 2; end--)
            {
                if (TryMask(json, parts[start..end], areCards: true, areRecords: false, isWhole: false, ref edits))
                {
                    isMasked = true;
                    start = end - 1;
                    break;
                }
            }
        }

        return isMasked;
    }

    private static bool TryMask(
        ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> parts, bool areCards, bool areRecords, bool isWhole, ref List<Edit>? edits)
    {
        Span<byte> digits = stackalloc byte[CardNetworks.MaxLength];
        var total = TotalOf(parts);
        if (total is < CardNetworks.MinLength or > CardNetworks.MaxLength
            || !AreParts(parts) || !(areCards || FragmentShape.Fits(json, parts, areRecords)))
        {
            return false;
        }

        var evidence = CardNetworks.Evaluate(Join(json, parts, digits));
        if (evidence != CardEvidence.Strong && !(evidence == CardEvidence.Weak && areCards && isWhole))
        {
            return false;
        }

        FragmentEdits.Add(json, parts, digits[..total], ref edits);
        return true;
    }

    /// <summary>Copies the digits of parts, which fit.</summary>
    public static ReadOnlySpan<byte> Join(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> parts, Span<byte> digits)
    {
        var total = 0;
        foreach (ref readonly var part in parts)
        {
            total += DigitEnds.Copy(part.In(json), digits[total..]);
        }

        return digits[..total];
    }

    /// <summary>Counts the digits of parts.</summary>
    public static int TotalOf(ReadOnlySpan<Fragment> parts)
    {
        var total = 0;
        foreach (ref readonly var part in parts)
        {
            total += part.Digits;
        }

        return total;
    }

    private static bool AreCards(ReadOnlySpan<Fragment> parts)
    {
        foreach (ref readonly var part in parts)
        {
            if (!part.HasCardName)
            {
                return false;
            }
        }

        return true;
    }

    // A first six and a last four are no number, and what is one by itself is no part of one.
    private static bool AreParts(ReadOnlySpan<Fragment> parts)
    {
        var isAny = false;
        foreach (ref readonly var part in parts)
        {
            isAny |= !part.IsStandIn;
            if (part.Digits >= CardNetworks.MinLength)
            {
                return false;
            }
        }

        return isAny;
    }
}
