using System.Buffers;

namespace Portal.Gateway.Masking.Words;

/// <summary>
/// Cuts names whose words are glued: <c>ssl_cvv2cvc2</c>, <c>CARDSECVAL</c>. Only one that holds a stem of a code's or card's
/// name is looked at, and it must be made of known words entirely, so that <c>recvd</c> is no <c>cvd</c> and <c>discard</c> no card.
/// </summary>
internal static class GluedWords
{
    /// <summary>The longest that is cut.</summary>
    public const int Longest = 40;

    private const int ShortestName = 3;
    private const int ShortestPart = 2;
    private const int LongestNumber = 2;
    private const int LongestPart = 20;
    private const int CostOfWord = 5;
    private const byte Unreached = byte.MaxValue;

    /// <summary>Gets what a glued name must hold one of.</summary>
    public static IReadOnlyList<string> StemList { get; } =
    [
        "card",
        "cvv",
        "cvc",
        "cvn",
        "cvd",
        "cv2",
        "cvx",
        "ccv",
        "secur",
        "verif",
        "valid",
        "kart",
        "carte",
        "tarjeta",
        "cartao",
        "magstripe",
        "track1",
        "track2",
        "trackdata",
    ];

    /// <summary>Gets the same to search for.</summary>
    public static SearchValues<string> Stems { get; } = SearchValues.Create([.. StemList], StringComparison.Ordinal);

    /// <summary>Cuts every word of a list that is glued or whose script has no spaces.</summary>
    public static void CutAll(ref WordList words)
    {
        Span<byte> lengths = stackalloc byte[Longest];
        for (var word = words.Count - 1; word >= 0; word--)
        {
            var text = words[word];
            if (text.Length <= Longest && !WordTable.TryFind(text, out _))
            {
                words.Cut(word, lengths[..(text[0] < '\u3040' ? PartsOf(text, lengths) : UnspacedPartsOf(text, lengths))]);
            }
        }
    }

    // The fewest words that cover it: by each place, what those cost that lead up to it and how long the last of them is.
    private static int PartsOf(ReadOnlySpan<char> word, Span<byte> lengths)
    {
        if (word.Length < ShortestName || !word.ContainsAny(Stems))
        {
            return 0;
        }

        Span<byte> costs = stackalloc byte[Longest + 1];
        Span<byte> lasts = stackalloc byte[Longest + 1];
        costs.Fill(Unreached);
        costs[0] = 0;
        for (var start = 0; start < word.Length; start++)
        {
            for (var length = Math.Min(LongestPart, word.Length - start); length > 0 && costs[start] != Unreached; length--)
            {
                var cost = costs[start] + CostOf(word.Slice(start, length));
                if (cost < costs[start + length])
                {
                    costs[start + length] = (byte)cost;
                    lasts[start + length] = (byte)length;
                }
            }
        }

        return costs[word.Length] == Unreached ? 0 : Trace(lasts, word.Length, lengths);
    }

    private static int Trace(ReadOnlySpan<byte> lasts, int end, Span<byte> lengths)
    {
        var count = 0;
        for (var place = end; place > 0; place -= lasts[place])
        {
            lengths[count++] = lasts[place];
        }

        lengths[..count].Reverse();
        return count;
    }

    // Few words, and such that say something: "user ccv in" rather than "user cc vin".
    private static int CostOf(ReadOnlySpan<char> text)
    {
        // "cardcode2", "xcvv"
        if (text.Length <= LongestNumber && (!text.ContainsAnyExceptInRange('0', '9') || text is "x"))
        {
            return CostOfWord;
        }

        const WordUse parts = WordUse.Security | WordUse.Number | WordUse.Part;
        if (text.Length < ShortestPart || !WordTable.TryFind(text, out var entry) || !(entry.IsPhrase || entry.Is(parts)))
        {
            return Unreached;
        }

        return (entry.Senses & (Senses.Pan | Senses.Secret)) == Senses.None ? CostOfWord : CostOfWord - 1;
    }

    // Characters that begin no known word are words of their own.
    private static int UnspacedPartsOf(ReadOnlySpan<char> word, Span<byte> lengths)
    {
        var count = 0;
        for (var start = 0; start < word.Length; )
        {
            var length = Math.Max(1, WordTable.Unspaced.LengthOf(word[start..], out _));
            lengths[count++] = (byte)length;
            start += length;
        }

        return count;
    }
}
