using System.Buffers;

namespace Portal.Gateway.Masking.Words;

/// <summary>
/// Cuts names whose words are glued: <c>ssl_cvv2cvc2</c>, <c>CARDSECVAL</c>. Only one that holds a stem of a code's or card's name is looked at, and it must be
/// made of known words entirely, so that <c>recipient</c> is no <c>cip</c> and <c>discard</c> no card.
/// </summary>
internal static class GluedWords
{
    /// <summary>The longest that is cut.</summary>
    public const int Longest = 40;

    private const int ShortestPart = 2;
    private const int LongestPart = 20;
    private const byte Unreached = byte.MaxValue;

    /// <summary>Gets what a glued name must hold.</summary>
    public static SearchValues<string> Stems { get; } = SearchValues.Create(
        ["card", "cvv", "cvc", "cvn", "cvd", "cv2", "ccv", "secur", "verif", "valid", "kart", "carte", "tarjeta", "cartao"], StringComparison.Ordinal);

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

    // The fewest words that cover it: by each place, how many lead up to it and how long the last of them is.
    private static int PartsOf(ReadOnlySpan<char> word, Span<byte> lengths)
    {
        if (word.Length <= ShortestPart || !word.ContainsAny(Stems))
        {
            return 0;
        }

        Span<byte> counts = stackalloc byte[Longest + 1];
        Span<byte> lasts = stackalloc byte[Longest + 1];
        counts.Fill(Unreached);
        counts[0] = 0;
        for (var start = 0; start <= word.Length - ShortestPart; start++)
        {
            for (var length = Math.Min(LongestPart, word.Length - start); length >= ShortestPart && counts[start] != Unreached; length--)
            {
                if (counts[start + length] > counts[start] + 1 && IsPart(word.Slice(start, length)))
                {
                    counts[start + length] = (byte)(counts[start] + 1);
                    lasts[start + length] = (byte)length;
                }
            }
        }

        return counts[word.Length] == Unreached ? 0 : Trace(lasts, word.Length, counts[word.Length], lengths);
    }

    private static int Trace(ReadOnlySpan<byte> lasts, int end, int count, Span<byte> lengths)
    {
        for (var part = count - 1; part >= 0; part--)
        {
            lengths[part] = lasts[end];
            end -= lasts[end];
        }

        return count;
    }

    private static bool IsPart(ReadOnlySpan<char> text) =>
        WordTable.TryFind(text, out var entry) && (entry.Senses != Senses.None || entry.Is(WordUse.Security | WordUse.Number));

    // Characters that begin no known word are words of their own.
    private static int UnspacedPartsOf(ReadOnlySpan<char> word, Span<byte> lengths)
    {
        var count = 0;
        for (var start = 0; start < word.Length;)
        {
            var length = Math.Max(1, WordTable.Unspaced.LengthOf(word[start..], out _));
            lengths[count++] = (byte)length;
            start += length;
        }

        return count;
    }
}
