using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Tells what stands around groups of digits: what they are a part of, signs beside them, names, labels and words.</summary>
internal static class Surroundings
{
    private const int MostAroundWhole = 8;
    private const int LongestCountryCode = 4;
    private const int MostPhoneDigits = 15;
    private const int LongestEmphasis = 3;

    /// <summary>Returns the features of what is around.</summary>
    /// <param name="text">The text.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="first">The first group.</param>
    /// <param name="last">The last group.</param>
    public static FeatureSet Of(in ScannedText text, in DigitChain chain, int first, int last)
    {
        var groups = chain.Groups;
        var from = groups[first].First;
        var digits = chain.Digits(from, groups[last].End - from);
        var place = chain.PlaceOf(from);
        var end = chain.PlaceOf(groups[last].End - 1) + 1;
        var (start, stop) = text.BytesOf(place, end);
        var features = Containers
            .Of(text.Bytes, start, stop)
            .With(OfSigns(text.Characters, chain, first, place, end, digits.Length))
            .With(PanFeature.InsideToken, first != last && Containers.AreCut(text.Characters, place, end))
            .With(OfPoint(text.Characters, chain, first, last, place));
        var label = text.Words.LabelOf(place);
        var near = text.Words.Near(place, end);
        return features.With(OfWords(text, chain, first, last, digits, label)).With(WordFeatures.OfNear(near, digits.Length));
    }

    /// <summary>Returns what names and labels say about digits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="first">The first group.</param>
    /// <param name="last">The last group.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="label">What the label in front says.</param>
    public static FeatureSet OfWords(
        in ScannedText text,
        in DigitChain chain,
        int first,
        int last,
        ReadOnlySpan<byte> digits,
        Senses label
    )
    {
        var areGrouped = first != last && chain.Groups[first].Count is 1 or > 3;
        var isWhole =
            first == 0
            && last == chain.GroupCount - 1
            && text.Characters.Length - chain.Count <= MostAroundWhole + chain.GroupCount;
        var chainLabel = text.Words.LabelOf(TokenStart(text.Characters, chain.PlaceOf(0)));
        return WordFeatures
            .OfName(text.Field.Name, digits, isWhole, areGrouped)
            .With(WordFeatures.OfLabel(label, digits, areGrouped))
            .With(WordFeatures.OfBeside(text.Field))
            .With(PanFeature.WholeValue, isWhole)
            .With(PanFeature.ChainOtherKind, IsOtherChain(text, chain, first, chainLabel))
            .With(PanFeature.BinList, IsBinList(chain, first, last, label | chainLabel));
    }

    // An ICCID in groups, an IBAN whose country stands in front.
    private static bool IsOtherChain(in ScannedText text, in DigitChain chain, int first, Senses label)
    {
        var start = chain.PlaceOf(0);
        return (first > 0 && OtherKinds.Fit(label, chain.Digits(0, chain.Count)))
            || (label.HasAny(Senses.Iban | Senses.Parcel) && start > 1 && char.IsAsciiLetter(text.Characters[start - 1]));
    }

    // "JJD2 6912 …": letters that the number begins with.
    private static int TokenStart(ReadOnlySpan<char> characters, int start)
    {
        var first = start;
        while (first > 0 && start - first < LongestCountryCode && char.IsAsciiLetter(characters[first - 1]))
        {
            first--;
        }

        return first;
    }

    // BIN range 45321323-45338024: the first digits of cards, of six or eight each.
    private static bool IsBinList(in DigitChain chain, int first, int last, Senses label)
    {
        if (first == last || !label.HasAny(Senses.StandIn))
        {
            return false;
        }

        foreach (var group in chain.Groups)
        {
            if (group.Count is not (6 or 8))
            {
                return false;
            }
        }

        return true;
    }

    private static FeatureSet OfSigns(
        ReadOnlySpan<char> characters,
        in DigitChain chain,
        int first,
        int start,
        int end,
        int digits
    )
    {
        var before = start > 0 ? characters[start - 1] : ' ';
        var behind = end < characters.Length ? characters[end] : ' ';
        var chainStart = chain.PlaceOf(0);
        var isNegative =
            before == '-'
            && first == 0
            && (start < 2 || !char.IsLetterOrDigit(characters[start - 2]))
            && (start < 2 || characters[start - 2] != '-');
        var isPlus =
            before == '+'
            || (chainStart > 0 && characters[chainStart - 1] == '+' && chain.Groups[first].First < LongestCountryCode);
        return default(FeatureSet)
            .With(PanFeature.Negative, isNegative)
            .With(PanFeature.Plus, isPlus && digits <= MostPhoneDigits)
            .With(PanFeature.InWord, char.IsLetter(before) && char.IsLetter(behind))
            .With(PanFeature.Truncated, IsTruncated(characters, start, end));
    }

    // Asterisks that a number was replaced by: three and more, or others' digits behind fewer. One or two are emphasis.
    private static bool IsTruncated(ReadOnlySpan<char> characters, int start, int end)
    {
        var before = 0;
        while (before < start && before < LongestEmphasis && characters[start - 1 - before] == '*')
        {
            before++;
        }

        var behind = 0;
        while (end + behind < characters.Length && behind < LongestEmphasis && characters[end + behind] == '*')
        {
            behind++;
        }

        return before == LongestEmphasis
            || behind == LongestEmphasis
            || (before > 0 && before < start && char.IsAsciiDigit(characters[start - 1 - before]))
            || (behind > 0 && end + behind < characters.Length && char.IsAsciiDigit(characters[end + behind]));
    }

    private static FeatureSet OfPoint(ReadOnlySpan<char> characters, in DigitChain chain, int first, int last, int start)
    {
        if (!Decimals.Hold(characters, chain, first, last))
        {
            return default;
        }

        return default(FeatureSet).With(
            first == last && Decimals.IsInList(characters, start) ? PanFeature.ListNumber : PanFeature.Fraction
        );
    }
}
