using System.Collections.Frozen;
using System.Globalization;
using Portal.Gateway.Masking.Decisions;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Tells how groups of digits are written.</summary>
internal static class GroupForms
{
    private const GapKinds Plain =
        GapKinds.Space | GapKinds.Dash | GapKinds.Dot | GapKinds.Slash | GapKinds.Underscore | GapKinds.Colon | GapKinds.Tag;

    // Sizes of groups, one hexadecimal digit each: as embossed, and halves as people type them.
    private static readonly FrozenSet<int> Embossed =
        "88 4C C4 6A 6D A6 69 9A 465 464 448 844 484 646 664 555 666 556 4444 4443 4446 4442 4441 44443 44442 44441"
            .Split(' ')
            .Select(sizes => int.Parse(sizes, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .ToFrozenSet();

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

        var features = OfGaps(gaps)
            .With(SizesOf(groups, first, last, isOne, gaps))
            .With(PanFeature.UnderscorePair, first + 1 == last && groups[last].Sign == GapKinds.Underscore);

        // A line end joins only what is written as on a card.
        var isEmbossed = features.Has(PanFeature.Printed) || features.Has(PanFeature.PrintedMixed);
        return features.With(PanFeature.Odd, features.Has(PanFeature.OverLineEnd) && !isEmbossed);
    }

    private static FeatureSet OfGaps(GapKinds gaps) =>
        default(FeatureSet)
            .With(PanFeature.OverLineEnd, (gaps & GapKinds.Newline) != GapKinds.None)
            .With(PanFeature.Tabs, (gaps & GapKinds.Tab) != GapKinds.None)
            .With(PanFeature.OddSeparators, (gaps & GapKinds.Odd) != GapKinds.None)
            .With(PanFeature.Brackets, (gaps & GapKinds.Bracket) != GapKinds.None);

    private static FeatureSet SizesOf(ReadOnlySpan<DigitGroup> groups, int first, int last, bool isOne, GapKinds gaps)
    {
        if (IsPrinted(groups, first, last))
        {
            return default(FeatureSet)
                .With(isOne || (gaps & GapKinds.Emphasis) != GapKinds.None ? PanFeature.Printed : PanFeature.PrintedMixed)
                .With(PanFeature.TwoGroups, first + 1 == last);
        }

        return OfOthers(groups[first..(last + 1)], isWhole: first == 0 && last == groups.Length - 1, isOne, gaps);
    }

    private static FeatureSet OfOthers(ReadOnlySpan<DigitGroup> groups, bool isWhole, bool isOne, GapKinds gaps)
    {
        var (isUniform, areLarge) = (true, true);
        var size = groups[0].Count;
        foreach (var group in groups)
        {
            isUniform &= group.Count == size || (group.First == groups[^1].First && group.Count < size);
            areLarge &= group.Count >= 3;
        }

        if (isUniform && size == 1)
        {
            var isPlain = isWhole && (gaps & ~(Plain | GapKinds.Tab | GapKinds.Newline)) == GapKinds.None;
            return default(FeatureSet).With(isPlain ? PanFeature.PerDigit : PanFeature.Odd);
        }

        return default(FeatureSet)
            .With(PanFeature.Dotted, IsDotted(gaps) && !(isUniform && size == 2))
            .With(
                isUniform && isOne ? OfUniform(size, groups.Length - 1, isWhole, gaps)
                : areLarge && isOne ? PanFeature.Irregular
                : PanFeature.Odd
            );
    }

    private static bool IsDotted(GapKinds gaps) =>
        (gaps & GapKinds.Dot) != GapKinds.None && (gaps & ~(GapKinds.Dot | GapKinds.Space)) == GapKinds.None;

    // Pairs are how figures, times and bytes are written, triples with blanks or points large numbers: nothing that proves itself.
    private static PanFeature OfUniform(int size, int more, bool isWhole, GapKinds gaps) =>
        size switch
        {
            2 when !isWhole || (gaps & (GapKinds.Blank | GapKinds.Colon)) != GapKinds.None => PanFeature.Figures,
            3 when (gaps & ~(GapKinds.Blank | GapKinds.Dot)) == GapKinds.None => PanFeature.Figures,
            _ => more == 1 ? PanFeature.Irregular : PanFeature.Uniform,
        };

    private static bool IsPrinted(ReadOnlySpan<DigitGroup> groups, int first, int last)
    {
        var sizes = 0;
        for (var index = first; index <= last && index < first + 6; index++)
        {
            sizes = (sizes << 4) | Math.Min(groups[index].Count, 15);
        }

        return Embossed.Contains(sizes);
    }
}
