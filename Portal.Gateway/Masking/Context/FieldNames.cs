using System.Collections.Frozen;
using System.Text;

namespace Portal.Gateway.Masking.Context;

/// <summary>Says what a field's name says about its value: a JSON key, a column's header, the name of a name/value pair.</summary>
internal static class FieldNames
{
    private const int LongestName = 96;
    private const int LongestIndex = 3;

    // A name of one word that is part of another must be long enough to mean nothing else.
    private const int ShortestPart = 6;

    // What is asked for in the name of a code in scripts without spaces, at most.
    private const int LongestUnspacedPart = 16;

    // Tokens that decide wherever they stand in a name.
    private static readonly FrozenDictionary<string, FieldMeaning> Tokens = MakeTokens();

    // Whole names, their words joined.
    private static readonly FrozenDictionary<string, FieldMeaning> Names = MakeNames();

    private static readonly FrozenDictionary<string, FieldMeaning>.AlternateLookup<ReadOnlySpan<char>> TokenLookup = Tokens.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, FieldMeaning>.AlternateLookup<ReadOnlySpan<char>> NameLookup = Names.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AboutLookup = Vocabulary.About.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Returns what a name means.</summary>
    /// <param name="name">The name, unescaped UTF-8. One that is longer than any label means nothing.</param>
    public static FieldMeaning MeaningOf(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > LongestName)
        {
            return FieldMeaning.None;
        }

        Span<char> characters = stackalloc char[LongestName];
        return Encoding.UTF8.TryGetChars(name, characters, out var length) ? MeaningOf(characters[..length]) : FieldMeaning.None;
    }

    /// <summary>Returns what a name means.</summary>
    public static FieldMeaning MeaningOf(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > LongestName)
        {
            return FieldMeaning.None;
        }

        name = WithoutHint(name);
        Span<char> joined = stackalloc char[LongestName];
        Span<int> ends = stackalloc int[LongestName];
        var length = Split(name, joined, ends, out var words);
        if (NameLookup.TryGetValue(joined[..length], out var whole))
        {
            return whole;
        }

        // {"0":"…","1":"…"}: a list written as an object.
        if (name.Length <= LongestIndex && !name.ContainsAnyExceptInRange('0', '9'))
        {
            return FieldMeaning.Value;
        }

        var meaning = OfWords(joined, ends[..words]);

        // "cvv1", "securityCode2": the first or second of several.
        return meaning == FieldMeaning.None && NameLookup.TryGetValue(Unnumbered(joined[..length]), out var one) && one.HasAny(FieldMeaning.Cvv | FieldMeaning.Pin) ? one : meaning;
    }

    // "CVV (required)": a form's hint is no part of the name.
    private static ReadOnlySpan<char> WithoutHint(ReadOnlySpan<char> name)
    {
        var hint = name.IndexOf('(');
        return hint > 0 && (name[hint..].Equals("(required)", StringComparison.OrdinalIgnoreCase) || name[hint..].Equals("(optional)", StringComparison.OrdinalIgnoreCase)) ? name[..hint] : name;
    }

    /// <summary>Returns what a phrase means as a whole; its single words say nothing here.</summary>
    public static FieldMeaning MeaningOfPhrase(ReadOnlySpan<char> phrase)
    {
        if (phrase.Length is 0 or > LongestName)
        {
            return FieldMeaning.None;
        }

        Span<char> joined = stackalloc char[LongestName];
        Span<int> ends = stackalloc int[LongestName];
        return NameLookup.TryGetValue(joined[..Split(phrase, joined, ends, out _)], out var meaning) ? meaning : FieldMeaning.None;
    }

    private static FieldMeaning OfWords(ReadOnlySpan<char> joined, ReadOnlySpan<int> ends)
    {
        var meaning = FieldMeaning.None;
        var isAbout = false;
        var isEither = false;
        var isLong = false;
        var start = 0;
        for (var word = 0; word < ends.Length; word++)
        {
            var text = joined[start..ends[word]];
            isAbout |= AboutLookup.Contains(text) || AboutLookup.Contains(Unnumbered(text));
            isEither |= text is "or";
            meaning |= TokenLookup.TryGetValue(text, out var token) ? token : OfPart(text);
            isLong |= token.HasAny(FieldMeaning.OtherNumber) && !token.HasAny(FieldMeaning.Brief);

            // Two and more words that are a name of their own: "customer card number", "holder cvv code".
            for (var last = word + 1; last < ends.Length; last++)
            {
                meaning |= NameLookup.TryGetValue(joined[start..ends[last]], out var name) && name != FieldMeaning.Value ? name : FieldMeaning.None;
            }

            start = ends[word];
        }

        // "account iban": the longer of the two.
        meaning = isLong ? meaning & ~FieldMeaning.Brief : meaning;
        if (isAbout)
        {
            // "cvv check", "pan length", "pin header": not the value itself, but it may still be about a card.
            meaning = FieldMeaning.About | (meaning & (FieldMeaning.OtherNumber | FieldMeaning.Brief)) | (meaning.HasAny(FieldMeaning.Pan | FieldMeaning.Card) ? FieldMeaning.Card : FieldMeaning.None);
        }

        // "iban or card" may be either.
        if (isEither && meaning.HasAny(FieldMeaning.Pan | FieldMeaning.Card))
        {
            meaning &= ~(FieldMeaning.OtherNumber | FieldMeaning.Brief);
        }

        // "board pin"
        meaning = meaning.HasAny(FieldMeaning.Place) ? meaning.InPlace() : meaning;

        // "customer card number" is a card number.
        meaning = meaning.HasAny(FieldMeaning.Secret | FieldMeaning.Card) ? meaning & ~FieldMeaning.Reference : meaning;
        return meaning.HasAny(FieldMeaning.Pan) ? meaning & ~(FieldMeaning.OtherNumber | FieldMeaning.Brief) : meaning;
    }

    // "pin2" in "newPin2".
    private static FieldMeaning OfPart(ReadOnlySpan<char> text) =>
        Unnumbered(text) is { Length: > 0 } bare && TokenLookup.TryGetValue(bare, out var token) && token.HasAny(FieldMeaning.Cvv | FieldMeaning.Pin) ? token : OfUnspaced(text);

    // Without the one digit at its end that says that there are several.
    private static ReadOnlySpan<char> Unnumbered(ReadOnlySpan<char> text) =>
        text.Length > 1 && char.IsAsciiDigit(text[^1]) && !char.IsAsciiDigit(text[^2]) ? text[..^1] : default;

    // What a name says whose words stand without spaces ends it: 客户安全码, カードのセキュリティコード.
    private static FieldMeaning OfUnspaced(ReadOnlySpan<char> text)
    {
        for (var start = Math.Max(1, text.Length - LongestUnspacedPart); start < text.Length - 1 && Folding.IsUnspaced(text[^1]); start++)
        {
            if (TokenLookup.TryGetValue(text[start..], out var token) && token.HasAny(FieldMeaning.Cvv))
            {
                return token;
            }
        }

        return FieldMeaning.None;
    }

    // Words are cut at everything that is no letter or digit, and at humps; what comes out is folded and joined.
    private static int Split(ReadOnlySpan<char> name, Span<char> joined, Span<int> ends, out int words)
    {
        var length = 0;
        words = 0;
        for (var index = 0; index < name.Length; index++)
        {
            var character = name[index];
            if (!char.IsLetterOrDigit(character))
            {
                Cut(length, ends, ref words);
                continue;
            }

            if (char.IsUpper(character) && index > 0 && (char.IsLower(name[index - 1]) || (char.IsAsciiDigit(name[index - 1]) && index + 1 < name.Length && char.IsLower(name[index + 1])) || (char.IsUpper(name[index - 1]) && index + 1 < name.Length && char.IsLower(name[index + 1]))))
            {
                Cut(length, ends, ref words);
            }
            else if (index > 0 && Folding.IsUnspaced(character) != Folding.IsUnspaced(name[index - 1]))
            {
                Cut(length, ends, ref words);
            }

            joined[length++] = Folding.Fold(character);
        }

        Cut(length, ends, ref words);
        return length;
    }

    private static void Cut(int length, Span<int> ends, ref int words)
    {
        if (length > (words == 0 ? 0 : ends[words - 1]))
        {
            ends[words++] = length;
        }
    }

    private static FrozenDictionary<string, FieldMeaning> MakeNames()
    {
        var names = new Dictionary<string, FieldMeaning>(StringComparer.Ordinal);
        Add(Vocabulary.Value, FieldMeaning.Value);
        Add(Vocabulary.OtherNumber, FieldMeaning.OtherNumber);
        Add(Vocabulary.BriefNumber, FieldMeaning.OtherNumber | FieldMeaning.Brief);
        Add(Vocabulary.Card, FieldMeaning.Card);
        Add(Vocabulary.Pan, FieldMeaning.Pan | FieldMeaning.Card);
        Add(Vocabulary.Track, FieldMeaning.Track | FieldMeaning.Card);
        Add(Vocabulary.AnyTrack, FieldMeaning.Track | FieldMeaning.Short);
        Add(Vocabulary.AnyPanField, FieldMeaning.Card | FieldMeaning.Reference | FieldMeaning.Brief);
        Add(Vocabulary.AnyField, FieldMeaning.Track | FieldMeaning.Short);
        Add(Vocabulary.Pin, FieldMeaning.Pin | FieldMeaning.Card);
        Add(Vocabulary.ShortPin, FieldMeaning.Pin | FieldMeaning.Short | FieldMeaning.Card);
        Add(Vocabulary.PinBlock, FieldMeaning.PinBlock | FieldMeaning.Card);
        Add(Vocabulary.PinBlockNames, FieldMeaning.PinBlock | FieldMeaning.Card);
        Add(Vocabulary.AnyBlockField, FieldMeaning.PinBlock | FieldMeaning.Short | FieldMeaning.Card);
        Add(Vocabulary.Cvv, FieldMeaning.Cvv | FieldMeaning.Card);
        Add(Vocabulary.CvvNames, FieldMeaning.Cvv | FieldMeaning.Card);
        return names.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(string[] phrases, FieldMeaning meaning)
        {
            foreach (var phrase in phrases)
            {
                names[phrase.Replace(" ", "", StringComparison.Ordinal)] = meaning;
            }
        }
    }

    private static FrozenDictionary<string, FieldMeaning> MakeTokens()
    {
        var tokens = new Dictionary<string, FieldMeaning>(StringComparer.Ordinal);
        Add(FieldMeaning.Reference, Vocabulary.Reference);
        Add(FieldMeaning.Reference | FieldMeaning.Brief, Vocabulary.BriefReference);
        Add(FieldMeaning.OtherNumber, Vocabulary.OtherNumber);
        Add(FieldMeaning.OtherNumber | FieldMeaning.Brief, Vocabulary.BriefNumber);
        Add(FieldMeaning.Place, Vocabulary.Place);
        Add(FieldMeaning.Card, Vocabulary.Card);
        Add(FieldMeaning.Card | FieldMeaning.Pan, ["pan", "dpan", "fpan", "cardnumber", "cardno", "cardnum", "ccnumber", "ccnum", "ccno", "cardpan", "kartennummer", "kreditkartennummer", "creditcard", "debitcard", "bankcard"]);
        Add(FieldMeaning.Card, ["cc", "creditcard", "debitcard", "kreditkarte", "bankcard", "carddata", "cardinfo", "carddetails", "paymentcard", "instrument"]);
        Add(FieldMeaning.Card | FieldMeaning.Cvv, [.. Vocabulary.Cvv.Where(word => word.Length >= ShortestPart || Folding.IsUnspaced(word[0])).Except(Vocabulary.OfAnything)]);
        Add(FieldMeaning.Card | FieldMeaning.Cvv, ["cvv", "cvv2", "cvvs", "cav2", "cvx2", "cvv3", "cvc3", "cvc", "cvc2", "ccv", "ccv2", "cvn", "cvn2", "csc", "cvd", "securitycode", "cardverificationvalue"]);
        Add(FieldMeaning.Card | FieldMeaning.Pin, ["pin", "pinnumber", "geheimzahl", "пин", "暗証番号"]);
        Add(FieldMeaning.Card | FieldMeaning.PinBlock, ["pinblock", "pinblk"]);
        Add(FieldMeaning.Card | FieldMeaning.Track, ["track1", "track2", "track3", "trackdata", "magstripe"]);
        return tokens.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(FieldMeaning meaning, string[] words)
        {
            foreach (var word in words)
            {
                if (!word.Contains(' ', StringComparison.Ordinal))
                {
                    tokens[word] = meaning;
                }
            }
        }
    }
}
