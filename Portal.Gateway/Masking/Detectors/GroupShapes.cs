namespace Portal.Gateway.Masking.Detectors;

/// <summary>Tells how well groups of digits fit the way card numbers are written.</summary>
internal static class GroupShapes
{
    /// <summary>How well groups fit. A line that ends within a group is no separator; single digits may be grouped once more.</summary>
    /// <param name="groups">The groups of a chain.</param>
    /// <param name="first">The first that is asked for.</param>
    /// <param name="last">The last.</param>
    public static GroupShape Of(ReadOnlySpan<DigitChain.Group> groups, int first, int last)
    {
        var shape = OfSeparated(groups, first, last);
        if (shape != GroupShape.Odd)
        {
            return shape;
        }

        Span<DigitChain.Group> joined = stackalloc DigitChain.Group[CardNetworks.MaxLength];
        var count = 0;
        var areSingle = first == 0 && last == groups.Length - 1;
        for (var index = first; index <= last; index++)
        {
            areSingle &= groups[index].Count == 1;
            if (index > first && groups[index].Separator == CodePointKind.Newline)
            {
                joined[count - 1] = joined[count - 1] with { Count = joined[count - 1].Count + groups[index].Count };
            }
            else
            {
                joined[count++] = groups[index];
            }
        }

        return areSingle ? GroupShape.Regular : count == last - first && IsPrinted(joined[..count], 0, count - 1) ? GroupShape.Regular : GroupShape.Odd;
    }

    private static GroupShape OfSeparated(ReadOnlySpan<DigitChain.Group> groups, int first, int last)
    {
        if (first == last)
        {
            return GroupShape.Single;
        }

        var size = groups[first].Count;
        var isUniform = true;
        var isGrouped = true;
        var oneSeparator = true;
        for (var index = first; index <= last; index++)
        {
            isGrouped &= groups[index].Count >= 3;
            isUniform &= groups[index].Count == size || (index == last && groups[index].Count < size);
            oneSeparator &= index == first || (groups[index].Separator == groups[first + 1].Separator && groups[index].Separator != CodePointKind.Other);
        }

        // Pairs with blanks are how figures are written, triples with blanks or points large numbers: nothing that proves itself.
        var isFigures = groups[last].Separator switch
        {
            CodePointKind.Space or CodePointKind.Tab or CodePointKind.Newline => size is 2 or 3,
            CodePointKind.Dot => size == 3,
            _ => false,
        };
        if (IsPrinted(groups, first, last) || (isUniform && oneSeparator && !isFigures && (last - first > 1 || size >= 6)))
        {
            return GroupShape.Regular;
        }

        return (isGrouped || (isUniform && isFigures)) && oneSeparator ? GroupShape.Grouped : GroupShape.Odd;
    }

    // 4-4-4-4, 4-4-4-4-3, 4-6-5, 4-6-4, 6-4-6 …: the groups of embossed cards, whatever stands between them.
    private static bool IsPrinted(ReadOnlySpan<DigitChain.Group> groups, int first, int last) => (last - first + 1) switch
    {
        2 => (groups[first].Count, groups[last].Count) is (8, 8) or (4, 12) or (12, 4) or (6, 10) or (6, 13) or (10, 6) or (6, 9) or (9, 10),
        3 => (groups[first].Count, groups[first + 1].Count, groups[last].Count) is (4, 6, 5) or (4, 6, 4) or (4, 4, 8) or (8, 4, 4) or (4, 8, 4) or (6, 4, 6) or (6, 6, 4) or (5, 5, 5) or (6, 6, 6) or (5, 5, 6),
        4 => (groups[first].Count, groups[first + 1].Count, groups[first + 2].Count, groups[last].Count) is (4, 4, 4, 4) or (4, 4, 4, 3) or (4, 4, 4, 6) or (4, 4, 4, 2) or (4, 4, 4, 1),
        5 => (groups[first].Count, groups[first + 1].Count, groups[first + 2].Count, groups[first + 3].Count) is (4, 4, 4, 4) && groups[last].Count <= 3,
        _ => false,
    };
}
