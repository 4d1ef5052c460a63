namespace Portal.Gateway.Masking.Fragments;

/// <summary>Says whether a card number is cut like this on purpose: as it is printed, in halves, digit by digit.</summary>
internal static class FragmentShape
{
    private const int LeastDigits = 15;

    /// <summary>Whether values that no name calls a card are cut like one. Of figures, as a metric has them, only single ones may be.</summary>
    /// <param name="json">The text.</param>
    /// <param name="parts">The values.</param>
    /// <param name="areRecords">Whether each stands in an object of its own: a column of a table, so that it must be cut as printed.</param>
    public static bool Fits(ReadOnlySpan<byte> json, ReadOnlySpan<Fragment> parts, bool areRecords)
    {
        Span<int> sizes = stackalloc int[parts.Length];
        var areNumbers = true;
        for (var index = 0; index < parts.Length; index++)
        {
            sizes[index] = parts[index].Digits;
            areNumbers &= parts[index].Place.IsNumber;
        }

        return sizes switch
        {
            [1, ..] => !areRecords && parts.Length >= LeastDigits && !sizes.ContainsAnyExcept(1),
            _ when areNumbers => false,
            [4, 4, 4, 4] or [4, 6, 5] => true,
            [8, 8] => !areRecords || (parts[0].IsGrouped(json) && parts[1].IsGrouped(json)),
            [4, 4, 4, 3] or [4, 4, 4, 4, 2 or 3] or [6, 6, 4] or [4, 4, 8] or [8, 4, 4] => !areRecords,
            [2, 2, 2, 2, 2, 2, 2, 2] => !areRecords,
            _ => false,
        };
    }
}
