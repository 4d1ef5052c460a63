using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Tells whether groups of digits are some of a longer number's: groups of the same size go on in front or behind.</summary>
internal static class Continuation
{
    private const int CardGroups = 4;

    /// <summary>Returns the features of what goes on.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="first">The first group.</param>
    /// <param name="last">The last group.</param>
    public static FeatureSet Of(in DigitChain chain, int first, int last)
    {
        var groups = chain.Groups;
        if (first == last)
        {
            return default;
        }

        var among = IsAmongNumbers(groups, first, last);
        var before = SameBefore(groups, first);
        var behind = groups[last].Count == groups[first].Count ? SameBehind(groups, last) : 0;
        if (groups[first].Count < CardGroups)
        {
            return among.With(PanFeature.ManyMoreGroups, before + behind > 0);
        }

        if (before + behind == 0 || AreCards(chain, first, last, before, behind))
        {
            return among;
        }

        var isOneEach = before == 1 && behind == 1;
        return among
            .With(
                before + behind == 1 ? PanFeature.OneMoreGroup
                : isOneEach ? PanFeature.TwoMoreGroups
                : PanFeature.ManyMoreGroups
            )
            .With(PanFeature.RestBehind, HasRest(groups, first, last, last + behind + 1));
    }

    // Two and more cards one behind the other, or an expiry.
    private static bool AreCards(in DigitChain chain, int first, int last, int before, int behind) =>
        (before == 0 && behind == 1 && IsExpiry(chain, last + 1))
        || (
            before % CardGroups == 0
            && behind % CardGroups == 0
            && IsStrong(chain, last + 1, behind)
            && IsStrong(chain, first - CardGroups, before)
        );

    private static bool HasRest(ReadOnlySpan<DigitGroup> groups, int first, int last, int rest) =>
        rest < groups.Length
        && groups[rest].Gap == groups[last].Gap
        && groups[rest].Count < groups[first].Count
        && IsRest(groups, rest);

    // 1003337964 18492232 27448755 11134218: a row of figures.
    private static FeatureSet IsAmongNumbers(ReadOnlySpan<DigitGroup> groups, int first, int last)
    {
        var others = 0;
        others += first > 0 && groups[first].Gap == groups[last].Gap ? 1 : 0;
        others += last + 1 < groups.Length && groups[last + 1].Gap == groups[last].Gap ? 1 : 0;
        return default(FeatureSet).With(PanFeature.AmongNumbers, others > 0 && last - first < 2);
    }

    private static int SameBefore(ReadOnlySpan<DigitGroup> groups, int first)
    {
        var index = first;
        while (
            index > 0
            && first - index < 2 * CardGroups
            && groups[index].Gap == groups[first + 1].Gap
            && groups[index - 1].Count == groups[first].Count
        )
        {
            index--;
        }

        return first - index;
    }

    private static int SameBehind(ReadOnlySpan<DigitGroup> groups, int last)
    {
        var index = last;
        while (
            index + 1 < groups.Length
            && index - last < 2 * CardGroups
            && groups[index + 1].Gap == groups[last].Gap
            && groups[index + 1].Count == groups[last].Count
        )
        {
            index++;
        }

        return index - last;
    }

    private static bool IsStrong(in DigitChain chain, int first, int more)
    {
        if (more == 0)
        {
            return true;
        }

        var groups = chain.Groups;
        if (first < 0 || first + CardGroups > groups.Length)
        {
            return false;
        }

        var start = groups[first].First;
        var count = groups[first + CardGroups - 1].End - start;
        return count <= CardNetworks.MaxLength && CardNetworks.Evaluate(chain.Digits(start, count)) == CardEvidence.Strong;
    }

    // The last digits of a longer number: more than one, and no amount such as 55.00.
    private static bool IsRest(ReadOnlySpan<DigitGroup> groups, int index) =>
        groups[index].Count > 1 && (index + 1 == groups.Length || groups[index + 1].Gap != GapKinds.Dot);

    // 1227, or 2027 12
    private static bool IsExpiry(in DigitChain chain, int index)
    {
        var group = chain.Groups[index];
        return chain.Digits(group.First, group.Count) switch
        {
            [(byte)'0' or (byte)'1', _, >= (byte)'1' and <= (byte)'4', _] => true,
            [(byte)'2', (byte)'0', >= (byte)'2' and <= (byte)'4', _] => index + 1 < chain.GroupCount
                && chain.Groups[index + 1].Count == 2,
            _ => false,
        };
    }
}
