using Portal.Gateway.Masking.Decisions;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Tells how groups of digits are written.</summary>
internal static class GroupForms
{
    private const GapKinds Plain = GapKinds.Space | GapKinds.Dash | GapKinds.Dot | GapKinds.Slash | GapKinds.Underscore | GapKinds.Colon | GapKinds.Tag;

    /// <summary>Returns the features of how some groups are written.</summary>
    /// <param name="groups">The groups of a chain.</param>
    /// <param name="first">The first that is asked for.</param>
    /// <param name="last">The last.</param>
    public static FeatureSet Of(ReadOnlySpan<DigitGroup> groups, int first, int last)
    {
        if (first == last)
        {
            return default(FeatureSet).With(PanFeature.SingleRun);
        }

        var gaps = GapKinds.None;
        var isOne = true;
        for (var index = first + 1; index <= last; index++)
        {
            gaps |= groups[index].Gap;
            isOne &= groups[index].Sign == groups[first + 1].Sign;
        }

        return OfGaps(gaps).With(SizesOf(groups, first, last, isOne, gaps))
            .With(PanFeature.UnderscorePair, first + 1 == last && groups[last].Sign == GapKinds.Underscore);
    }

    private static FeatureSet OfGaps(GapKinds gaps) => default(FeatureSet)
        .With(PanFeature.OverLineEnd, (gaps & GapKinds.Newline) != 0)
        .With(PanFeature.Tabs, (gaps & GapKinds.Tab) != 0)
        .With(PanFeature.OddSeparators, (gaps & GapKinds.Odd) != 0)
        .With(PanFeature.Brackets, (gaps & GapKinds.Bracket) != 0);

    private static FeatureSet SizesOf(ReadOnlySpan<DigitGroup> groups, int first, int last, bool isOne, GapKinds gaps)
    {
        var features = default(FeatureSet);
        if (IsPrinted(groups, first, last))
        {
            return features.With(isOne || (gaps & GapKinds.Emphasis) != 0 ? PanFeature.Printed : PanFeature.PrintedMixed)
                .With(PanFeature.TwoGroups, first + 1 == last);
        }

        var (isUniform, areLarge) = (true, true);
        var size = groups[first].Count;
        for (var index = first; index <= last; index++)
        {
            isUniform &= groups[index].Count == size || (index == last && groups[index].Count < size);
            areLarge &= groups[index].Count >= 3;
        }

        var isWhole = first == 0 && last == groups.Length - 1;
        if (isUniform && size == 1)
        {
            return features.With(isWhole && (gaps & ~(Plain | GapKinds.Tab | GapKinds.Newline)) == 0 ? PanFeature.PerDigit : PanFeature.Odd);
        }

        features = features.With(PanFeature.Dotted, IsDotted(gaps) && !(isUniform && size == 2));
        return features.With(
            isUniform && isOne ? OfUniform(size, last - first, isWhole, gaps)
            : areLarge && isOne ? PanFeature.Irregular
            : PanFeature.Odd);
    }

    private static bool IsDotted(GapKinds gaps) => (gaps & GapKinds.Dot) != 0 && (gaps & ~(GapKinds.Dot | GapKinds.Space)) == 0;

    // Pairs are how figures, times and bytes are written, triples with blanks or points large numbers: nothing that proves itself.
    private static PanFeature OfUniform(int size, int more, bool isWhole, GapKinds gaps) => size switch
    {
        2 when !isWhole || (gaps & (GapKinds.Blank | GapKinds.Colon)) != 0 => PanFeature.Figures,
        3 when (gaps & ~(GapKinds.Blank | GapKinds.Dot)) == 0 => PanFeature.Figures,
        _ => more == 1 ? PanFeature.Irregular : PanFeature.Uniform,
    };

    // 4-4-4-4, 4-4-4-4-3, 4-6-5, 4-6-4, 6-4-6 …: the groups of embossed cards, and halves as people type them.
    private static bool IsPrinted(ReadOnlySpan<DigitGroup> groups, int first, int last)
    {
        var sizes = 0;
        for (var index = first; index <= last && index < first + 6; index++)
        {
            sizes = (sizes << 4) | Math.Min(groups[index].Count, 15);
        }

        return sizes is 0x88 or 0x4C or 0xC4 or 0x6A or 0x6D or 0xA6 or 0x69 or 0x9A
            or 0x465 or 0x464 or 0x448 or 0x844 or 0x484 or 0x646 or 0x664 or 0x555 or 0x666 or 0x556
            or 0x4444 or 0x4443 or 0x4446 or 0x4442 or 0x4441
            or 0x44443 or 0x44442 or 0x44441;
    }
}
