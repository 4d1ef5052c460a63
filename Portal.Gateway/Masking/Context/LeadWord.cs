using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Context;

/// <summary>Tells the words between a label and its value apart.</summary>
internal static class LeadWord
{
    // The longest that is known where words stand without spaces.
    private const int LongestUnspaced = 6;

    private static readonly FrozenDictionary<string, LeadWordKind> Kinds = MakeKinds();
    private static readonly FrozenDictionary<string, LeadWordKind>.AlternateLookup<ReadOnlySpan<char>> Lookup = Kinds.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Returns what a folded word is.</summary>
    public static LeadWordKind Of(ReadOnlySpan<char> word)
    {
        if (Lookup.TryGetValue(word, out var kind))
        {
            return kind;
        }

        return FieldNames.MeaningOf(word).HasAny(FieldMeaning.Cvv | FieldMeaning.Pin | FieldMeaning.Card) ? LeadWordKind.Card : LeadWordKind.None;
    }

    /// <summary>Whether it may stand between a name and its value anywhere.</summary>
    public static bool IsFiller(ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[16];
        if (word.Length > folded.Length)
        {
            return false;
        }

        for (var index = 0; index < word.Length; index++)
        {
            folded[index] = Folding.Fold(word[index]);
        }

        return FillerLookup.Contains(folded[..word.Length]);
    }

    /// <summary>Length of the word at a position; 0 when there is none. Of words that stand without spaces the longest that is known, else one character.</summary>
    public static int LengthAt(ReadOnlySpan<char> characters, int position)
    {
        for (var length = Math.Min(LongestUnspaced, characters.Length - position); length > 1 && Folding.IsUnspaced(characters[position]); length--)
        {
            if (Lookup.ContainsKey(characters.Slice(position, length)))
            {
                return length;
            }
        }

        var end = position;
        while (end < characters.Length && char.IsLetter(characters[end]) && (end == position || !Folding.IsUnspaced(characters[end])))
        {
            end++;
            if (Folding.IsUnspaced(characters[end - 1]))
            {
                break;
            }
        }

        return end - position;
    }

    private static FrozenSet<string> FillerWords { get; } = Vocabulary.Fillers.ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FillerLookup => FillerWords.GetAlternateLookup<ReadOnlySpan<char>>();

    // What comes first, counts.
    private static FrozenDictionary<string, LeadWordKind> MakeKinds()
    {
        var kinds = new Dictionary<string, LeadWordKind>(StringComparer.Ordinal);
        Add(LeadWords.Copulas, LeadWordKind.Copula);
        Add(LeadWords.Places, LeadWordKind.Place);
        Add(LeadWords.Endings, LeadWordKind.Ending);
        Add(LeadWords.Owners, LeadWordKind.Owner);
        Add(Vocabulary.Fillers, LeadWordKind.Filler);
        Add(LeadWords.Prepositions, LeadWordKind.Preposition);
        Add(LeadWords.Others, LeadWordKind.Other);
        Add(Vocabulary.About, LeadWordKind.About);
        foreach (var card in Vocabulary.Card.Concat(["karte", "carte", "tarjeta", "cartao", "carta", "karty", "kaart", "kart", "card", "karten", "cartes", "tarjetas", "cartoes", "kaarten", "kartlar", "карт", "credit", "debit", "credito", "debito", "bancaire", "bancaria", "kredi", "kredytowej", "кредитной", "банковской"]))
        {
            kinds[card] = LeadWordKind.Card;
        }

        return kinds.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(IEnumerable<string> words, LeadWordKind kind)
        {
            foreach (var word in words)
            {
                kinds.TryAdd(word, kind);
            }
        }
    }
}
