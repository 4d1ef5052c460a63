using Portal.Gateway.Masking.Context;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>
/// Finds card numbers in UTF-8 text: digits of any script in one run or in groups with separators between them. Digits that prove themselves by
/// network, length and check digit are masked unless something vetoes it; the rest only where a name or a word beside them says card.
/// </summary>
internal static class PanDetector
{
    // A number in a field that says card number is masked even when it is mistyped; shorter ones are no card numbers at all.
    private const int ShortestMistyped = 13;
    private const int MaxGlued = 2 * CardNetworks.MaxLength;

    /// <summary>Adds an edit for every card number in a text.</summary>
    /// <param name="text">Unescaped text.</param>
    /// <param name="meaning">What the name over the text says.</param>
    /// <param name="edits">Receives what was found.</param>
    public static void Find(ReadOnlySpan<byte> text, FieldMeaning meaning, ref List<Edit>? edits)
    {
        var chain = new DigitChain();
        try
        {
            var position = 0;
            while ((position = NextDigit(text, position)) >= 0)
            {
                if (EscapeEnd(text, position) is > 0 and var escapeEnd)
                {
                    position = escapeEnd;
                    continue;
                }

                var end = chain.Read(text, position);
                if (chain.Count >= CardNetworks.MinLength)
                {
                    FindInChain(text, in chain, meaning, ref edits);
                }

                position = end;
            }
        }
        finally
        {
            chain.Dispose();
        }
    }

    private static int NextDigit(ReadOnlySpan<byte> text, int position)
    {
        while (position < text.Length)
        {
            var next = text[position..].IndexOfAny(DigitStarts.Bytes);
            if (next < 0)
            {
                return -1;
            }

            position += next;
            if (text[position] < 0x80)
            {
                return position;
            }

            var wide = CodePoints.At(text, position);
            if (wide.Kind == CodePointKind.Digit)
            {
                return position;
            }

            position += wide.Length;
        }

        return -1;
    }

    private static void FindInChain(ReadOnlySpan<byte> text, in DigitChain chain, FieldMeaning meaning, ref List<Edit>? edits)
    {
        var groups = chain.Groups;
        var free = 0;
        for (var first = 0; first < groups.Length; first++)
        {
            if (groups[first].Count > CardNetworks.MaxLength || chain.Digits(groups[first].First, 1)[0] == '0')
            {
                FindInLongRun(text, chain, groups[first], meaning, ref edits);
            }

            var last = BestWindow(text, chain, first, free, meaning);
            if (last < 0)
            {
                continue;
            }

            var firstDigit = groups[first].First;
            var lastDigit = groups[last].First + groups[last].Count - 1;
            Add(chain, firstDigit, lastDigit - firstDigit + 1, meaning, ref edits);
            UnlabelledCode.FindAfter(text, chain.EndOf(lastDigit), ref edits);
            first = last;
            free = last + 1;
        }
    }

    private static void Add(in DigitChain chain, int first, int count, FieldMeaning meaning, ref List<Edit>? edits)
    {
        var start = chain.StartOf(first);
        var digits = chain.Digits(first, count);
        (edits ??= []).Add(new Edit(start, chain.EndOf(first + count - 1) - start, PanReplacement.InText(digits), MaskingKind.Pan, card: CardNumber.Of(digits))
        {
            Reasons = ReasonsOf(chain, first, count, digits, meaning),
        });
    }

    // More digits than places between the ends: something separates them.
    private static MaskingReasons ReasonsOf(in DigitChain chain, int first, int count, ReadOnlySpan<byte> digits, FieldMeaning meaning)
    {
        var isGrouped = chain.EndOf(first + count - 1) - chain.StartOf(first) > count && chain.Groups.Length > 1;
        return FieldReasons.OfCard(CardNetworks.Evaluate(digits), meaning).And(isGrouped ? MaskingReason.PrintedInGroups : MaskingReason.None);
    }

    // The last group of the best window that begins with a group, -1 when none is a card number. Groups before the free one are masked already.
    private static int BestWindow(ReadOnlySpan<byte> text, in DigitChain chain, int first, int free, FieldMeaning meaning)
    {
        var groups = chain.Groups;
        var best = -1;
        var bestShape = GroupShape.Odd;
        var count = 0;
        for (var last = first; last < groups.Length && last - first < CardNetworks.MaxLength; last++)
        {
            count += groups[last].Count;
            if (count > CardNetworks.MaxLength)
            {
                break;
            }

            if (count < CardNetworks.MinLength)
            {
                continue;
            }

            var shape = GroupShapes.Of(groups, first, last);
            if ((best < 0 || shape >= bestShape) && IsCard(text, chain, first, last, free, count, shape, meaning))
            {
                best = last;
                bestShape = shape;
            }
        }

        return best;
    }

    private static bool IsCard(ReadOnlySpan<byte> text, in DigitChain chain, int first, int last, int free, int count, GroupShape shape, FieldMeaning meaning)
    {
        var groups = chain.Groups;
        var digits = chain.Digits(groups[first].First, count);
        var start = chain.StartOf(groups[first].First);
        var end = chain.EndOf(groups[first].First + count - 1);
        var evidence = CardNetworks.Evaluate(digits);
        var named = meaning.HasAny(FieldMeaning.Pan);
        if (evidence == CardEvidence.None && !(named && count >= ShortestMistyped) && !MayBeMistyped(text, start, count))
        {
            return false;
        }

        if (!named && meaning.IsOtherNumber(digits))
        {
            return false;
        }

        var label = FieldMeaning.None;
        if (!named)
        {
            label = Surroundings.LabelBefore(text, start);
            named = label.HasAny(FieldMeaning.Pan) && evidence >= CardEvidence.Weak;
        }

        var isMistyped = evidence == CardEvidence.None;
        if (isMistyped)
        {
            return (named || label.HasAny(FieldMeaning.Pan)) && shape >= GroupShape.Grouped && first == 0 && last == groups.Length - 1
                && !PanVetoes.IsTruncated(text, start, end) && !PanVetoes.Apply(text, chain, first, last);
        }

        if (!named && (label.IsOtherNumber(digits) || shape == GroupShape.Odd || (shape != GroupShape.Single && LongerNumber.Holds(text, chain, first, last, free, isLoose: shape == GroupShape.Grouped, meaning))))
        {
            return false;
        }

        if (first > 0 && shape != GroupShape.Single && PanVetoes.IsNamedOtherwise(text, chain, digits, isPart: evidence == CardEvidence.Weak || groups[first - 1].Count == groups[first].Count))
        {
            return false;
        }

        if (shape != GroupShape.Single && BinList.IsAll(text, chain))
        {
            return false;
        }

        if (evidence == CardEvidence.Weak && !named && (IsNoCard(label, count) || (IsNoCard(meaning, count) && end - start == text.Length)))
        {
            return false;
        }

        if (evidence == CardEvidence.Weak && !named && (!meaning.HasAny(FieldMeaning.Card) || meaning.HasAny(FieldMeaning.About))
            && !Surroundings.SpeakOfCards(text, start, end, orPayment: count == 14 && Luhn.Passes(digits)))
        {
            return false;
        }

        return !PanVetoes.Apply(text, chain, first, last);
    }

    // Names of numbers that what stands around them makes no card numbers.
    private static bool IsNoCard(FieldMeaning meaning, int digits) => meaning.HasAny(FieldMeaning.About) || meaning.IsReference(digits);

    // Worth asking what stands before it: sixteen digits right behind "card number".
    private static bool MayBeMistyped(ReadOnlySpan<byte> text, int start, int count) => start > 0 && text.Length > count && (count is 15 or 16 || (count >= ShortestMistyped && IsAssigned(text[..start])));

    // card_number = "…
    private static bool IsAssigned(ReadOnlySpan<byte> before) => before.TrimEnd(" \"'"u8) is [.., (byte)'=' or (byte)':'];

    // More digits than a card has: zeros in front, or two numbers glued to each other; under a name that says card, anywhere within.
    private static void FindInLongRun(ReadOnlySpan<byte> text, in DigitChain chain, DigitChain.Group group, FieldMeaning meaning, ref List<Edit>? edits)
    {
        var digits = chain.Digits(group.First, group.Count);
        var zeros = digits.IndexOfAnyExcept((byte)'0');
        if (zeros > 0 && digits.Length - zeros is >= 13 and <= CardNetworks.MaxLength)
        {
            var evidence = CardNetworks.Evaluate(digits[zeros..]);
            if (evidence == CardEvidence.Strong || (evidence == CardEvidence.Weak && meaning.HasAny(FieldMeaning.Card | FieldMeaning.Pan)))
            {
                if (!meaning.IsOtherNumber(digits[zeros..]) && !PanVetoes.IsInsideToken(text, chain.StartOf(group.First), chain.EndOf(group.First + group.Count - 1)) && !DecimalNumbers.IsFraction(text, chain.StartOf(group.First)))
                {
                    Add(chain, group.First + zeros, digits.Length - zeros, meaning, ref edits);
                }
            }

            return;
        }

        if (digits.Length is > CardNetworks.MaxLength and <= MaxGlued && !DecimalNumbers.IsFraction(text, chain.StartOf(group.First)) && !PanVetoes.IsInsideToken(text, chain.StartOf(group.First), chain.EndOf(group.First + group.Count - 1)))
        {
            for (var cut = 13; cut <= digits.Length - 13; cut++)
            {
                if (CardNetworks.Evaluate(digits[..cut]) == CardEvidence.Strong && CardNetworks.Evaluate(digits[cut..]) == CardEvidence.Strong)
                {
                    Add(chain, group.First, cut, meaning, ref edits);
                    Add(chain, group.First + cut, digits.Length - cut, meaning, ref edits);
                    return;
                }
            }
        }

        var says = meaning.HasAny(FieldMeaning.Card | FieldMeaning.Pan) || Surroundings.LabelBefore(text, chain.StartOf(group.First)).HasAny(FieldMeaning.Pan);
        for (var index = 0; says && index + 15 <= digits.Length; index++)
        {
            var length = digits.Length - index >= 16 && CardNetworks.Evaluate(digits.Slice(index, 16)) == CardEvidence.Strong ? 16
                : CardNetworks.Evaluate(digits.Slice(index, 15)) == CardEvidence.Strong ? 15 : 0;
            if (length > 0 && group.Count > CardNetworks.MaxLength)
            {
                Add(chain, group.First + index, length, meaning, ref edits);
                index += length - 1;
            }
        }
    }

    // Where the digit at a position belongs to an escape such as \u0022, in JSON quoted inside the text: the end of the escape. Otherwise 0.
    private static int EscapeEnd(ReadOnlySpan<byte> text, int position)
    {
        for (var back = 2; back <= 5 && back <= position; back++)
        {
            if (text[position - back] == '\\')
            {
                var escape = text[(position - back)..];
                return escape is [_, (byte)'u', _, _, _, _, ..] && !escape[2..6].ContainsAnyExcept(DigitStarts.HexDigits) ? position - back + 6 : 0;
            }
        }

        return 0;
    }
}
