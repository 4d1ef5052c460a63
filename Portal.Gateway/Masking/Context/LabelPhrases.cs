using System.Buffers;
using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Context;

/// <summary>The labels of running text, and where one stands.</summary>
internal static class LabelPhrases
{
    private static readonly (string Phrase, FieldMeaning Meaning)[] Phrases = MakePhrases();
    private static readonly FrozenDictionary<char, (string Phrase, FieldMeaning Meaning)[]> ByFirst = Phrases
        .GroupBy(phrase => phrase.Phrase[0])
        .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Phrase.Length).ToArray());

    private static readonly SearchValues<string> Labels = SearchValues.Create([.. Phrases.Select(phrase => phrase.Phrase)], StringComparison.Ordinal);

    /// <summary>Where the next label may begin; -1 when there is none.</summary>
    public static int Next(ReadOnlySpan<char> characters) => characters.IndexOfAny(Labels);

    /// <summary>The end of the longest label that begins at a position; -1 when none does.</summary>
    public static int EndAt(ReadOnlySpan<byte> text, in FoldedText folded, int position, out FieldMeaning meaning)
    {
        var characters = folded.Characters;
        meaning = FieldMeaning.None;
        foreach (var (phrase, phraseMeaning) in ByFirst[characters[position]])
        {
            var end = position + phrase.Length;
            if (characters[position..].StartsWith(phrase, StringComparison.Ordinal) && BeginsWord(text, folded, position) && EndsWord(characters, end))
            {
                meaning = phraseMeaning;
                return phrase.EndsWith("cvv", StringComparison.Ordinal) || phrase.EndsWith("cvc", StringComparison.Ordinal) ? SkipVersion(characters, end) : end;
            }
        }

        return -1;
    }

    // The second half of names such as "kod CVV2" and "CVV 2".
    private static int SkipVersion(ReadOnlySpan<char> characters, int end)
    {
        var rest = characters[end..];
        rest = rest is [' ', '2', ':' or '=', ..] or [' ', '2', ' ', ':' or '=', ..] ? rest[1..] : rest;
        return rest is ['2', ..] && (rest.Length == 1 || !char.IsAsciiLetterOrDigit(rest[1])) ? characters.Length - rest.Length + 1 : end;
    }

    private static bool BeginsWord(ReadOnlySpan<byte> text, in FoldedText folded, int position)
    {
        if (position == 0 || Folding.IsUnspaced(folded.Characters[position]) || Folding.IsUnspaced(folded.Characters[position - 1]) || Folding.IsBoundary(folded.Characters[position - 1]))
        {
            return true;
        }

        // A hump: cardCvv, and what stands behind a number in capitals: EXP1227CVV123.
        var offset = folded.OffsetOf(position);
        return char.IsAsciiLetterUpper((char)text[offset]) && (char.IsAsciiLetterLower((char)text[offset - 1]) || char.IsAsciiDigit((char)text[offset - 1]));
    }

    private static bool EndsWord(ReadOnlySpan<char> characters, int end) =>
        end >= characters.Length || (char.IsAsciiDigit(characters[end - 1]) ? !char.IsAsciiLetterOrDigit(characters[end]) : EndsLetters(characters, end));

    private static bool EndsLetters(ReadOnlySpan<char> characters, int end) =>
        Folding.IsUnspaced(characters[end - 1]) || Folding.IsUnspaced(characters[end]) || !char.IsLetter(characters[end]);

    private static (string Phrase, FieldMeaning Meaning)[] MakePhrases()
    {
        var phrases = new Dictionary<string, FieldMeaning>(StringComparer.Ordinal);
        Add(Vocabulary.Cvv, FieldMeaning.Cvv);
        Add(Vocabulary.Pin, FieldMeaning.Pin);
        Add(Vocabulary.ShortPin, FieldMeaning.Pin | FieldMeaning.Short);
        Add(Vocabulary.PinBlock, FieldMeaning.PinBlock);
        Add(Vocabulary.PinBlockNames, FieldMeaning.PinBlock);
        phrases["id=\"52\""] = FieldMeaning.PinBlock;

        // Too short or too common to be a label in running text.
        phrases.Remove("cve");
        phrases.Remove("cav");
        return [.. phrases.Select(pair => (pair.Key, pair.Value))];

        void Add(string[] words, FieldMeaning meaning)
        {
            foreach (var word in words)
            {
                phrases[word] = meaning;
                phrases[word.Replace(" ", "", StringComparison.Ordinal)] = meaning;
            }
        }
    }
}
