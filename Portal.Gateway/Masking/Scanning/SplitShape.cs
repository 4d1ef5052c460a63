namespace Portal.Gateway.Masking.Scanning;

/// <summary>Says of the sizes of parts, and of their names, whether they may be one card number and not some figures beside each other.</summary>
internal static class SplitShape
{
    /// <summary>Parts of other sizes that follow each other are figures when there are more of them.</summary>
    public const int FewParts = 4;

    /// <summary>Digits of the longest part; only behind a word that says card it may have more.</summary>
    public const int LongestPart = 12;

    private const int ShortestNumber = 15;

    /// <summary>Whether parts that stand right behind each other may be one number: of one size, or a few of them.</summary>
    public static bool IsLikely(ReadOnlySpan<int> sizes) => sizes.Length <= FewParts || IsUniform(sizes);

    /// <summary>Whether a number is cut like this on purpose: as it is printed, in halves, before the last four, digit by digit.</summary>
    public static bool IsCut(ReadOnlySpan<int> sizes) => sizes switch
    {
        [8, 8] or [4, 12] or [12, 4] or [6, 10] or [10, 6] => true,
        [4, 6, 5] or [6, 6, 4] or [5, 5, 5] or [5, 5, 6] or [4, 4, 8] or [8, 4, 4] => true,
        [1 or 2 or 4, ..] => sizes.Length >= FewParts && IsUniform(sizes) && ((sizes.Length - 1) * sizes[0]) + sizes[^1] >= ShortestNumber,
        _ => false,
    };

    /// <summary>Whether two names are those of parts of one thing: they count up, or one begins and the other ends it.</summary>
    public static bool AreOfOne(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var stem = first.CommonPrefixLength(second);
        return (stem > 0 && first.Length - stem <= 2 && second.Length - stem <= 2) || (Begins(first) && Ends(second));
    }

    private static bool Begins(ReadOnlySpan<byte> name) =>
        name.StartsWith("first"u8) || name.StartsWith("prefix"u8) || name.StartsWith("head"u8) || name.StartsWith("start"u8) || name.StartsWith("left"u8) || name.StartsWith("bin"u8) || name.StartsWith("iin"u8)
        || name.StartsWith("middle"u8) || name.StartsWith("high"u8) || name.SequenceEqual("hi"u8);

    private static bool Ends(ReadOnlySpan<byte> name) =>
        name.StartsWith("last"u8) || name.StartsWith("suffix"u8) || name.StartsWith("tail"u8) || name.StartsWith("end"u8) || name.StartsWith("right"u8) || name.StartsWith("rest"u8) || name.StartsWith("second"u8)
        || name.StartsWith("middle"u8) || name.StartsWith("low"u8) || name.SequenceEqual("lo"u8);

    // One size; the last has what is left.
    private static bool IsUniform(ReadOnlySpan<int> sizes)
    {
        for (var index = 1; index < sizes.Length; index++)
        {
            if (sizes[index] != sizes[0] && !(index == sizes.Length - 1 && sizes[index] <= sizes[0] + 1))
            {
                return false;
            }
        }

        return true;
    }
}
