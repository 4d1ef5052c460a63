using Portal.Gateway.Masking.Context;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>
/// Tells groups of digits that are a card number from some of a longer number's: groups of the same size go on before or behind. One such
/// group may stand beside a card, and two cards may follow each other; anything else is a card only where something says so.
/// </summary>
internal static class LongerNumber
{
    // Groups of four and more, as on cards.
    private const int LeastOfACard = 4;

    /// <summary>Whether groups of a chain are part of a longer number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="first">The first of the groups, of which there are two and more.</param>
    /// <param name="last">The last of them.</param>
    /// <param name="free">The first group that is not masked already.</param>
    /// <param name="isLoose">Whether the groups have different sizes, as no card's have.</param>
    /// <param name="meaning">What the name over the text says.</param>
    public static bool Holds(ReadOnlySpan<byte> text, in DigitChain chain, int first, int last, int free, bool isLoose, FieldMeaning meaning)
    {
        var groups = chain.Groups;
        var before = SameBefore(groups, first, free);
        var endsInRest = groups[last].Count != groups[first].Count;
        var behind = endsInRest ? 0 : SameBehind(groups, last);
        if (groups[first].Count < LeastOfACard)
        {
            var isAlone = first == free && last == groups.Length - 1 && (groups[last].Count > groups[first].Count || groups[first].Count != groups[first + 1].Count || (groups[first].Count == 2 && chain.EndOf(chain.Count - 1) - chain.StartOf(0) == text.Length));
            return before > 0 || behind > 0 || (isLoose && !isAlone && !Says(text, chain, first, last, meaning, orPayment: true));
        }

        // One more group may be anything: an expiry, a year, a room.
        var next = last + behind + 1;
        var hasRest = next < groups.Length && groups[next].Separator == groups[first + 1].Separator && groups[next].Count < groups[first].Count && IsRest(groups, next);
        if (before + behind == 0 || (before + behind == 1 && !hasRest && !endsInRest) || (before == 0 && behind >= 4 && IsStrong(chain, last + 1, 4)))
        {
            return false;
        }

        return !(before == 0 && behind == 1 && IsExpiry(chain, last + 1)) && !Says(text, chain, first, last, meaning);
    }

    private static int SameBefore(ReadOnlySpan<DigitChain.Group> groups, int first, int free)
    {
        var index = first;
        while (index > free && groups[index].Separator == groups[first + 1].Separator && groups[index - 1].Count == groups[first].Count)
        {
            index--;
        }

        return first - index;
    }

    private static int SameBehind(ReadOnlySpan<DigitChain.Group> groups, int last)
    {
        var index = last;
        while (index + 1 < groups.Length && groups[index + 1].Separator == groups[last].Separator && groups[index + 1].Count == groups[last].Count)
        {
            index++;
        }

        return index - last;
    }

    private static bool IsStrong(in DigitChain chain, int first, int count)
    {
        var start = chain.Groups[first].First;
        var end = chain.Groups[first + count - 1].First + chain.Groups[first + count - 1].Count;
        return CardNetworks.Evaluate(chain.Digits(start, end - start)) == CardEvidence.Strong;
    }

    // The last digits of a longer number: more than one, and no amount such as 55.00.
    private static bool IsRest(ReadOnlySpan<DigitChain.Group> groups, int index) =>
        groups[index].Count > 1 && (index + 1 == groups.Length || groups[index + 1].Separator != CodePointKind.Dot);

    // 1227, or 2027 12
    private static bool IsExpiry(in DigitChain chain, int index)
    {
        var group = chain.Groups[index];
        return chain.Digits(group.First, group.Count) switch
        {
            [(byte)'0' or (byte)'1', _, >= (byte)'1' and <= (byte)'4', _] => true,
            [(byte)'2', (byte)'0', >= (byte)'2' and <= (byte)'4', _] => index + 1 < chain.GroupCount && chain.Groups[index + 1].Count == 2,
            _ => false,
        };
    }

    private static bool Says(ReadOnlySpan<byte> text, in DigitChain chain, int first, int last, FieldMeaning meaning, bool orPayment = false) =>
        meaning.HasAny(FieldMeaning.Card) || Surroundings.SpeakOfCards(text, chain.StartOf(chain.Groups[first].First), chain.EndOf(chain.Groups[last].First + chain.Groups[last].Count - 1), orPayment);
}
