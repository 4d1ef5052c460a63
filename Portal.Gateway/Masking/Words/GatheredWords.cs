namespace Portal.Gateway.Masking.Words;

/// <summary>Represents words that stand one behind another in a text, and where each ends there.</summary>
/// <param name="letters">Room for their characters.</param>
/// <param name="ends">Room for where they end when they are joined.</param>
/// <param name="textEnds">Room for where they end in the text.</param>
internal ref struct GatheredWords(Span<char> letters, Span<int> ends, Span<int> textEnds)
{
    /// <summary>How many are gathered at most.</summary>
    public const int Most = 16;

    private const int ShortWord = 3;
    private const int MostShortWords = 2;

    /// <summary>Holds the words.</summary>
    public WordList List = new(letters, ends);

    private readonly Span<int> _textEnds = textEnds;

    /// <summary>Adds a word unless there is no room for it.</summary>
    /// <param name="word">The word, folded.</param>
    /// <param name="textEnd">Where it ends in the text.</param>
    public bool TryAdd(scoped ReadOnlySpan<char> word, int textEnd)
    {
        if (!List.TryAdd(word))
        {
            return false;
        }

        _textEnds[List.Count - 1] = textEnd;
        return true;
    }

    /// <summary>Returns where the last of some words ends in the text.</summary>
    public readonly int EndOf(int count) => _textEnds[count - 1];

    /// <summary>Says how many words the longest phrase has that is known or composed; 0 when there is none.</summary>
    public readonly int LongestPhrase(ReadOnlySpan<char> text, out WordEntry entry)
    {
        var composed = ComposedPhrase(out var composedEntry);
        for (var count = Math.Min(List.Count, NameSenses.MostWords); count >= Math.Max(1, composed); count--)
        {
            if (
                WordTable.TryFind(List.Join(0, count), out entry)
                && (count == 1 || !entry.Is(WordUse.OneWord) || MayBeOneWord(text, count))
            )
            {
                return count;
            }
        }

        entry = composedEntry;
        return composed;
    }

    /// <summary>Whether most of an identifier's words are too short to be any.</summary>
    public readonly bool IsNoise(int count)
    {
        var unknown = 0;
        for (var word = 0; word < count; word++)
        {
            unknown += List[word].Length <= ShortWord && !WordTable.TryFind(List[word], out _) ? 1 : 0;
        }

        return unknown > MostShortWords && unknown * 2 > count;
    }

    // "card security nr"
    private readonly int ComposedPhrase(out WordEntry entry)
    {
        var cards = 0;
        while (cards < List.Count && WordTable.TryFind(List[cards], out entry) && entry.InText.HasFlag(Senses.Card))
        {
            cards++;
        }

        var length = ComposedCode.LengthAt(in List, cards, isName: false, out var senses, out var needsCard);
        var isCode = length > 0 && (cards > 0 || !needsCard);
        senses = cards > 0 ? Senses.Code | Senses.Card : senses;
        entry = isCode ? new WordEntry(senses, Senses.None, Connectors.None, WordUse.None) : default;
        return isCode ? cards + length : 0;
    }

    // "c.v.v", "CVV 2", but not "p in".
    private readonly bool MayBeOneWord(ReadOnlySpan<char> text, int count) =>
        text[EndOf(count - 1)] == '.' || char.IsAsciiDigit(text[EndOf(count) - 1]);
}
