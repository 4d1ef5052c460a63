using System.Buffers;
using System.Collections.Frozen;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Context;

/// <summary>Finds what must never be kept by the label in front of it: <c>CVV 123</c>, <c>Prüfziffer (CVC) lautet 233</c>, <c>PIN: 4711</c>.</summary>
internal static class LabelFinder
{
    private const int MaxFillers = 5;
    private const int MaxPunctuation = 8;
    private const int PinBlockDigits = 16;
    private const int MaxVerbs = 3;
    private const int LongestLead = 48;

    private static readonly (string Phrase, FieldMeaning Meaning)[] Phrases = MakePhrases();
    private static readonly FrozenDictionary<char, (string Phrase, FieldMeaning Meaning)[]> ByFirst = Phrases
        .GroupBy(phrase => phrase.Phrase[0])
        .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Phrase.Length).ToArray());

    private static readonly SearchValues<string> Labels = SearchValues.Create([.. Phrases.Select(phrase => phrase.Phrase)], StringComparison.Ordinal);
    private static readonly FrozenSet<string> FillerWords = Vocabulary.Fillers.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> FillerLookup = FillerWords.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> UnitLookup = Vocabulary.Units.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AboutLookup = Vocabulary.About.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Verbs = Vocabulary.Verbs.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Articles = Vocabulary.Articles.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly SearchValues<char> Punctuation = SearchValues.Create(" :=#!?~\"'`()[]<>/*,;|\\\n\r.>–—：＝（）「」『』，、\u200B\u00A0→…·•");

    /// <summary>Whether a word may stand between a label and its value.</summary>
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

    /// <summary>Adds an edit for every labelled value of a text.</summary>
    public static void Find(ReadOnlySpan<byte> text, ref List<Edit>? edits)
    {
        using var folded = new FoldedText(text);
        var characters = folded.Characters;
        var position = 0;
        while (position < characters.Length)
        {
            var next = characters[position..].IndexOfAny(Labels);
            if (next < 0)
            {
                return;
            }

            position += next;
            var end = LabelAt(text, folded, position, out var meaning);
            if (end < 0)
            {
                position++;
                continue;
            }

            var found = ValueAfter(characters, end, meaning, out var start, out var length) || ValueBefore(characters, position, end, meaning, out start, out length);
            var isBehind = found && start >= end;
            while (found)
            {
                Add(folded, start, length, meaning, ref edits);
                end = Math.Max(end, start + length);
                found = isBehind && NextItem(text, folded, ref start, ref length, meaning);
            }

            position = end;
        }
    }

    private static void Add(in FoldedText folded, int start, int length, FieldMeaning meaning, ref List<Edit>? edits)
    {
        var first = folded.OffsetOf(start);
        var last = folded.OffsetOf(start + length);
        (edits ??= []).Add(meaning == FieldMeaning.Cvv
            ? new Edit(first, last - first, SecretReplacement.Digits(CountDigits(folded.Characters.Slice(start, length))), MaskingKind.Cvv)
            : new Edit(first, last - first, SecretReplacement.Pin, MaskingKind.Pin));
    }

    // The next of a list, one a line: "cvv:\n- 123\n- 456".
    private static bool NextItem(ReadOnlySpan<byte> text, in FoldedText folded, ref int start, ref int length, FieldMeaning meaning)
    {
        var characters = folded.Characters;
        var end = start + length;
        var next = end < characters.Length ? characters[end..].IndexOfAnyExcept(" \r\n\"'") : -1;
        if (next < 0 || text[folded.OffsetOf(end)..folded.OffsetOf(end + next)].Trim("\"' "u8) is not [(byte)'\n' or (byte)'\r', .., (byte)'-'])
        {
            return false;
        }

        start = end + next;
        length = ValueAt(characters, start, meaning);
        return length > 0;
    }

    // The end of the longest label that begins here; -1 when none does.
    private static int LabelAt(ReadOnlySpan<byte> text, in FoldedText folded, int position, out FieldMeaning meaning)
    {
        var characters = folded.Characters;
        meaning = FieldMeaning.None;
        foreach (var (phrase, phraseMeaning) in ByFirst[characters[position]])
        {
            var end = position + phrase.Length;
            if (!characters[position..].StartsWith(phrase, StringComparison.Ordinal) || !BeginsWord(text, folded, position) || !EndsWord(characters, end))
            {
                continue;
            }

            // The second half of names such as "kod CVV2".
            var isSecond = phrase.EndsWith("cvv", StringComparison.Ordinal) || phrase.EndsWith("cvc", StringComparison.Ordinal);
            meaning = phraseMeaning;
            return isSecond && end < characters.Length && characters[end] == '2' && (end + 1 == characters.Length || !char.IsAsciiLetterOrDigit(characters[end + 1])) ? end + 1 : end;
        }

        return -1;
    }

    private static bool BeginsWord(ReadOnlySpan<byte> text, in FoldedText folded, int position)
    {
        if (position == 0 || Folding.IsUnspaced(folded.Characters[position]) || Folding.IsBoundary(folded.Characters[position - 1]))
        {
            return true;
        }

        // A hump: cardCvv.
        var offset = folded.OffsetOf(position);
        return char.IsAsciiLetterUpper((char)text[offset]) && char.IsAsciiLetterLower((char)text[offset - 1]);
    }

    private static bool EndsWord(ReadOnlySpan<char> characters, int end) =>
        end >= characters.Length || Folding.IsUnspaced(characters[end - 1]) || Folding.IsUnspaced(characters[end]) || !char.IsLetter(characters[end]);

    private static bool ValueAfter(ReadOnlySpan<char> characters, int position, FieldMeaning meaning, out int start, out int length)
    {
        start = position;
        length = 0;
        for (var filler = 0; filler <= MaxFillers; filler++)
        {
            start = SkipPunctuation(characters, start);
            if (start < 0 || start >= characters.Length)
            {
                start = position;
                return false;
            }

            length = ValueAt(characters, start, meaning);
            if (length > 0)
            {
                return true;
            }

            // "CVV (3 digits): 123"
            if (characters[start] is '3' or '4' && start + 1 < characters.Length && !char.IsLetterOrDigit(characters[start + 1]) && IsDigitsWord(characters[(start + 1)..]))
            {
                start++;
                continue;
            }

            if (SerializedStart(characters, start) is > 0 and var value)
            {
                start = value;
                continue;
            }

            var word = WordAt(characters, start);
            if (word == 0 || (!IsFiller(characters.Slice(start, word)) && !IsLabelWord(characters.Slice(start, word))) || (AboutLookup.Contains(characters.Slice(start, word)) && !IsFiller(characters.Slice(start, word))))
            {
                return false;
            }

            start += word;
        }

        return false;
    }

    // PHP writes how long a string is in front of it: s:3:"cvv";s:3:"482"; an integer is i:482.
    private static int SerializedStart(ReadOnlySpan<char> characters, int start)
    {
        if (characters[start] is not ('s' or 'i') || start + 2 >= characters.Length || characters[start + 1] != ':')
        {
            return 0;
        }

        var digits = characters[(start + 2)..].IndexOfAnyExceptInRange('0', '9');
        return characters[start] == 'i' ? start + 2 : digits > 0 && characters[start + 2 + digits] == ':' ? start + 3 + digits : 0;
    }

    private static bool IsDigitsWord(ReadOnlySpan<char> characters)
    {
        var word = characters.TrimStart(' ');
        foreach (var digits in Vocabulary.Digits)
        {
            if (word.StartsWith(digits, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // 123 (CVV), 123 is the CVV, 123 as security code
    private static bool ValueBefore(ReadOnlySpan<char> characters, int labelStart, int labelEnd, FieldMeaning meaning, out int start, out int length)
    {
        length = 0;
        start = 0;
        var isBracketed = labelStart >= 2 && characters[labelStart - 1] == '(' && labelEnd < characters.Length && characters[labelEnd] == ')';
        var end = isBracketed ? labelStart - (characters[labelStart - 2] == ' ' ? 2 : 1) : EndBeforeVerb(characters, labelStart, labelEnd);
        if (meaning == FieldMeaning.PinBlock || end <= 0)
        {
            return false;
        }

        start = end;
        while (start > 0 && char.IsAsciiDigit(characters[start - 1]))
        {
            start--;
        }

        length = end - start;
        return (start == 0 || !char.IsLetterOrDigit(characters[start - 1])) && length >= 3 && length <= (meaning == FieldMeaning.Cvv ? 4 : 8);
    }

    // Where a value would end that stands before a verb and the label; 0 where there is no verb, or where the label is part of a longer name.
    private static int EndBeforeVerb(ReadOnlySpan<char> characters, int labelStart, int labelEnd)
    {
        var behind = characters[labelEnd..].TrimStart(' ');
        if (AboutLookup.Contains(behind[..WordAt(behind, 0)]))
        {
            return 0;
        }

        // A sentence of no spaces is none.
        var from = Math.Max(0, labelStart - LongestLead);
        var before = characters[from..labelStart].TrimEnd(' ');
        for (var words = 0; words < MaxVerbs; words++)
        {
            var word = before[(before.LastIndexOf(' ') + 1)..];
            before = before[..^word.Length].TrimEnd(' ');
            if (Verbs.Contains(word))
            {
                return from + before.Length;
            }

            if (!Articles.Contains(word))
            {
                return 0;
            }
        }

        return 0;
    }

    private static int SkipPunctuation(ReadOnlySpan<char> characters, int position)
    {
        var length = characters[position..].IndexOfAnyExcept(Punctuation);

        // Three asterisks are a code that was masked before; what follows is another's.
        return length < 0 || length > MaxPunctuation || characters.Slice(position, length).IndexOf("***") >= 0 ? -1 : position + length;
    }

    private static int WordAt(ReadOnlySpan<char> characters, int position)
    {
        // Words that stand without spaces: the longest that leads over, else one character.
        for (var length = Math.Min(3, characters.Length - position); length > 1 && Folding.IsUnspaced(characters[position]); length--)
        {
            if (IsFiller(characters.Slice(position, length)))
            {
                return length;
            }
        }

        var end = position;
        while (end < characters.Length && char.IsLetter(characters[end]))
        {
            end++;
            if (Folding.IsUnspaced(characters[end - 1]))
            {
                break;
            }
        }

        return end - position;
    }

    private static bool IsLabelWord(ReadOnlySpan<char> word) => FieldNames.MeaningOf(word).HasAny(FieldMeaning.Cvv | FieldMeaning.Pin | FieldMeaning.Card);

    // Length of the value at a position; 0 when there is none of that kind.
    private static int ValueAt(ReadOnlySpan<char> characters, int position, FieldMeaning meaning)
    {
        if (meaning == FieldMeaning.PinBlock)
        {
            return HexBlockAt(characters, position);
        }

        var digits = 0;
        var end = position;
        var spaced = false;
        while (end < characters.Length)
        {
            if (char.IsAsciiDigit(characters[end]))
            {
                digits++;
                end++;
            }
            else if (characters[end] == '\u200B' && digits > 0)
            {
                end++;
            }
            else if (characters[end] == ' ' && digits > 0 && (spaced || digits == 1) && end + 1 < characters.Length && char.IsAsciiDigit(characters[end + 1]) && (end + 2 >= characters.Length || !char.IsAsciiDigit(characters[end + 2])))
            {
                spaced = true;
                end++;
            }
            else
            {
                break;
            }
        }

        var (least, most) = meaning == FieldMeaning.Cvv ? (3, 4) : (4, meaning.HasAny(FieldMeaning.Short) ? 5 : 8);
        return digits >= least && digits <= most && !GoesOn(characters, end) ? end - position : 0;
    }

    private static int HexBlockAt(ReadOnlySpan<char> characters, int position)
    {
        var count = 0;
        var end = position;
        while (end < characters.Length && count < PinBlockDigits && (char.IsAsciiHexDigit(characters[end]) || (characters[end] == ' ' && count > 0)))
        {
            count += characters[end] == ' ' ? 0 : 1;
            end++;
        }

        return count == PinBlockDigits && (end == characters.Length || !char.IsLetterOrDigit(characters[end])) ? end - position : 0;
    }

    // A letter, a decimal part or the rest of a date after the digits makes them something else than a code.
    private static bool GoesOn(ReadOnlySpan<char> characters, int end)
    {
        if (end >= characters.Length)
        {
            return false;
        }

        var next = characters[end];
        return IsUnit(characters[end..]) || (char.IsLetter(next) && !Folding.IsUnspaced(next)) || next == '%'
            || (next is '.' or ',' or '/' or ':' && end + 1 < characters.Length && char.IsAsciiDigit(characters[end + 1]));
    }

    // "482 ms", "1200 times": a quantity.
    private static bool IsUnit(ReadOnlySpan<char> characters)
    {
        if (characters[0] != ' ')
        {
            return false;
        }

        var end = 1;
        while (end < characters.Length && char.IsLetter(characters[end]))
        {
            end++;
        }

        return UnitLookup.Contains(characters[1..end]);
    }

    private static int CountDigits(ReadOnlySpan<char> characters)
    {
        var count = 0;
        foreach (var character in characters)
        {
            count += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return count;
    }

    private static (string Phrase, FieldMeaning Meaning)[] MakePhrases()
    {
        var phrases = new Dictionary<string, FieldMeaning>(StringComparer.Ordinal);
        Add(Vocabulary.Cvv, FieldMeaning.Cvv);
        Add(Vocabulary.Pin, FieldMeaning.Pin);
        Add(Vocabulary.ShortPin, FieldMeaning.Pin | FieldMeaning.Short);
        Add(Vocabulary.PinBlock, FieldMeaning.PinBlock);
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
