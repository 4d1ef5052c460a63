using System.Text;

namespace Portal.Gateway.Masking.Words;

/// <summary>Says what a name says about its value: a JSON key, an element, a form field, a column's header, a label.</summary>
internal static class NameSenses
{
    /// <summary>The longest name that is looked at.</summary>
    public const int Longest = 96;

    /// <summary>How many words a phrase has at most.</summary>
    public const int MostWords = 6;

    private const int LongestIndex = 3;

    /// <summary>Returns what a name says.</summary>
    /// <param name="utf8Name">The name, unescaped. One that is longer than any label says nothing.</param>
    public static Senses Of(ReadOnlySpan<byte> utf8Name)
    {
        if (utf8Name.Length is 0 or > Longest)
        {
            return Senses.None;
        }

        Span<char> characters = stackalloc char[Longest];
        return Encoding.UTF8.TryGetChars(utf8Name, characters, out var length) ? Of(characters[..length]) : Senses.None;
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{byte})"/>
    public static Senses Of(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > Longest)
        {
            return Senses.None;
        }

        var words = new WordList(stackalloc char[Longest], stackalloc int[Longest]);
        words.Split(WithoutHint(name));
        if (TryWhole(in words, out var whole))
        {
            return whole;
        }

        GluedWords.CutAll(ref words);
        words.DropNumbers();
        return words.All.ContainsAnyExceptInRange('0', '9') && TryWhole(in words, out whole) ? whole : Tally(in words);
    }

    /// <summary>Returns what several words say together.</summary>
    public static Senses OfWords(ref WordList words)
    {
        GluedWords.CutAll(ref words);
        words.DropNumbers();
        return Tally(in words);
    }

    private static Senses Tally(in WordList words)
    {
        var tally = new SenseTally();
        for (var word = 0; word < words.Count; )
        {
            var length = Phrase(in words, word, out var entry);
            var composed = ComposedCode.LengthAt(in words, word, isName: true, out var senses, out var needsCard);
            if (composed > length)
            {
                tally.AddComposed(senses, needsCard);
            }
            else if (length > 0)
            {
                tally.Add(in entry);
            }

            word += Math.Max(1, Math.Max(length, composed));
        }

        return tally.ToSenses();
    }

    // The longest phrase, unless data's name begins in it and ends behind it: "clear pin block".
    private static int Phrase(in WordList words, int first, out WordEntry entry)
    {
        var length = LongestPhrase(in words, first, MostWords, out entry);
        for (var inside = 1; inside < length; inside++)
        {
            var other = LongestPhrase(in words, first + inside, MostWords, out var later);
            if (inside + other > length && (later.Senses & (Senses.Pan | Senses.Secret)) != Senses.None)
            {
                return LongestPhrase(in words, first, inside, out entry);
            }
        }

        return length;
    }

    // How many words the longest phrase has that begins at a word; 0 when none does.
    private static int LongestPhrase(in WordList words, int first, int most, out WordEntry entry)
    {
        entry = default;
        var longest = 0;
        for (var end = first + 1; end <= Math.Min(words.Count, first + most); end++)
        {
            var joined = words.Join(first, end);
            if (WordTable.TryFind(joined, out var found) && found.IsPhrase && MayBe(in found, in words, first, end))
            {
                (entry, longest) = (found, end - first);
            }
        }

        return longest;
    }

    // "mpi_n" is no "mpin", but "cvv_2" is a "cvv2".
    private static bool MayBe(in WordEntry entry, in WordList words, int first, int end) =>
        end - first < 2 || !entry.Is(WordUse.OneWord) || char.IsAsciiDigit(words[end - 1][^1]);

    private static bool TryWhole(in WordList words, out Senses senses)
    {
        var isKnown = WordTable.TryFind(words.All, out var entry) && MayBe(in entry, in words, 0, words.Count);
        entry = isKnown ? entry : default;

        // {"0":"…","1":"…"}: a list written as an object.
        var isIndex = words.All.Length is > 0 and <= LongestIndex && !words.All.ContainsAnyExceptInRange('0', '9');
        senses = isIndex ? entry.Whole | Senses.Value : entry.Whole;
        return isKnown || isIndex;
    }

    // "CVV (required)": a form's hint is no part of the name.
    private static ReadOnlySpan<char> WithoutHint(ReadOnlySpan<char> name)
    {
        var hint = name.IndexOf('(');
        var isHint =
            hint > 0
            && (
                name[hint..].Equals("(required)", StringComparison.OrdinalIgnoreCase)
                || name[hint..].Equals("(optional)", StringComparison.OrdinalIgnoreCase)
            );
        return isHint ? name[..hint] : name;
    }
}
