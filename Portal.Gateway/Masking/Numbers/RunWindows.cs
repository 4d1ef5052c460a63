using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Finds card numbers within one run of digits that is none as a whole: behind zeros or a length (ISO 8583, LLVAR), two glued to each other, or anywhere under a name that says card.</summary>
internal static class RunWindows
{
    private const int Shortest = 13;
    private const int LongestRun = 64;

    /// <summary>Whether a run may hold one.</summary>
    public static bool MayHold(ReadOnlySpan<byte> run) =>
        run.Length > Shortest && (run.Length > CardNetworks.MaxLength || run[0] == '0' || LengthIn(run) > 0);

    /// <summary>Returns those above the threshold.</summary>
    /// <param name="text">The text.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="group">The group that is the run.</param>
    /// <param name="threshold">What must be weighed.</param>
    public static List<PanWindow> Of(in ScannedText text, in DigitChain chain, int group, float threshold)
    {
        var found = new List<PanWindow>();
        var (first, count) = (chain.Groups[group].First, chain.Groups[group].Count);
        var run = chain.Digits(first, count);
        if (count > LongestRun && !IsNamed(text, chain, first))
        {
            return found;
        }

        var around = Surroundings.Of(text, chain, group, group);
        text.Scan.Spend(count * 4L);
        var zeros = Math.Max(0, run.IndexOfAnyExcept((byte)'0'));
        if (zeros > 0 && count - zeros is >= Shortest and <= CardNetworks.MaxLength)
        {
            Add(chain, first + zeros, count - zeros, around.With(PanFeature.ZeroPadded), threshold, found);
        }
        else if (!around.Has(PanFeature.WholeValue) && LengthIn(run) is > 0 and var length)
        {
            Add(chain, first + 2, length, around.With(PanFeature.LengthPrefixed), threshold, found);
        }

        if (found.Count == 0 && count > CardNetworks.MaxLength)
        {
            AddGlued(chain, first, count, around, threshold, found);
        }

        if (found.Count == 0 && count > CardNetworks.MaxLength && IsNamed(text, chain, first))
        {
            AddParts(chain, first, count, around, threshold, found);
        }

        return found;
    }

    private static bool IsNamed(in ScannedText text, in DigitChain chain, int first) =>
        (text.Field.All | text.Words.LabelOf(chain.PlaceOf(first))).HasAny(Senses.Card | Senses.Pan);

    // 16 and sixteen digits: the length is all there is besides. A whole value is no part of a message: nanoseconds begin with 17.
    private static int LengthIn(ReadOnlySpan<byte> run)
    {
        var length = ((run[0] - '0') * 10) + run[1] - '0';
        return
            length is >= Shortest and <= CardNetworks.MaxLength
            && run.Length == length + 2
            && CardNetworks.Evaluate(run[2..]) == CardEvidence.Strong
            ? length
            : 0;
    }

    private static void AddGlued(
        in DigitChain chain,
        int first,
        int count,
        FeatureSet around,
        float threshold,
        List<PanWindow> found
    )
    {
        var run = chain.Digits(first, count);
        for (var cut = Shortest; count <= 2 * CardNetworks.MaxLength && cut <= count - Shortest; cut++)
        {
            if (
                CardNetworks.Evaluate(run[..cut]) == CardEvidence.Strong
                && CardNetworks.Evaluate(run[cut..]) == CardEvidence.Strong
            )
            {
                Add(chain, first, cut, around.With(PanFeature.GluedPair), threshold, found);
                Add(chain, first + cut, count - cut, around.With(PanFeature.GluedPair), threshold, found);
                return;
            }
        }
    }

    private static void AddParts(
        in DigitChain chain,
        int first,
        int count,
        FeatureSet around,
        float threshold,
        List<PanWindow> found
    )
    {
        var run = chain.Digits(first, count);
        for (var index = 0; index + 15 <= count; index++)
        {
            var length =
                count - index >= 16 && CardNetworks.Evaluate(run.Slice(index, 16)) == CardEvidence.Strong ? 16
                : CardNetworks.Evaluate(run.Slice(index, 15)) == CardEvidence.Strong ? 15
                : 0;
            if (length > 0)
            {
                Add(chain, first + index, length, around.With(PanFeature.PartOfRun), threshold, found);
                index += length - 1;
            }
        }
    }

    private static void Add(in DigitChain chain, int first, int count, FeatureSet around, float threshold, List<PanWindow> found)
    {
        var features = around
            .With(PanEvidence.Of(chain.Digits(first, count), chain.PassesCheck(first, first + count)))
            .With(PanFeature.SingleRun);
        var score = features.Sum(PanWeights.ByFeature) - threshold;
        if (score > 0 && !features.Has(PanFeature.Unknown))
        {
            found.Add(new PanWindow(first, count, features, score));
        }
    }
}
