using System.Buffers;
using Portal.Gateway.Masking.Views;

namespace Portal.Gateway.Masking.Words;

/// <summary>
/// Goes through a text word by word. 1. A word that begins nothing the table knows, which its hash says, is passed over, unless a
/// stem of a glued name stands in it. 2. Else the words behind it are gathered: those of the same identifier and, across single
/// spaces, as long as some phrase goes on. 3. What the longest phrase says is its mention; an identifier with more words is read
/// as a name. Each word is gathered a bounded number of times.
/// </summary>
/// <param name="view">The text.</param>
/// <param name="mentions">Receives what is found.</param>
internal ref struct MentionScan(TextView view, List<Mention> mentions)
{
    // A word ends in front of that many digits: they are a value, not part of its name.
    private const int ValueDigits = 3;

    private const int LongestAssignment = 48;

    // With spaces behind it.
    private const int LongestUnspacedWord = 8;

    private readonly TextView _view = view;
    private readonly ReadOnlySpan<char> _text = view.Characters;
    private readonly List<Mention> _mentions = mentions;
    private int _nextStem = -1;

    /// <summary>Goes through all of it.</summary>
    public void Run()
    {
        var index = 0;
        while (index < _text.Length)
        {
            index = CharacterKinds.Of(_text[index]) switch
            {
                CharacterKind.Letter => AtWord(index),
                CharacterKind.Digit => AtDigit(index),
                CharacterKind.Unspaced => AtUnspaced(index),
                _ => index + 1,
            };
        }
    }

    // Letters right behind two digits and fewer belong to the same word, as in "9f6b"; behind more they are one of their own.
    private int AtDigit(int start)
    {
        var end = start + 1;
        while (end < _text.Length && CharacterKinds.Of(_text[end]) == CharacterKind.Digit)
        {
            end++;
        }

        var next = KindAt(end);
        var isWord = end - start < ValueDigits && next == CharacterKind.Letter;
        var beginsPhrase = end - start == 1 && end < _text.Length && _text[end] is ' ' or '-';
        return isWord || beginsPhrase ? AtWord(start) : end;
    }

    private int AtWord(int start)
    {
        var end = WordEnd(start, out var hash, out var bareHash);
        var first = WordTable.First;
        if (first.MayHold(hash) || first.MayHold(bareHash))
        {
            return Gather(start, end);
        }

        return HasStem(start, end) ? AddGlued(start, end) : end;
    }

    // Where a word ends, its hash, and that of its letters in front of a digit.
    private readonly int WordEnd(int start, out uint hash, out uint bareHash)
    {
        hash = FirstWords.Seed;
        bareHash = hash;
        var index = start;
        var digits = 0;
        while (index < _text.Length)
        {
            var kind = CharacterKinds.Of(_text[index]);
            if (kind == CharacterKind.Digit)
            {
                digits = digits == 0 ? DigitsAt(index) : digits;
                if (digits >= ValueDigits)
                {
                    break;
                }
            }
            else if (kind != CharacterKind.Letter || (index > start && _view.IsUpper(index) && IsHump(index)))
            {
                break;
            }
            else
            {
                digits = 0;
            }

            hash = FirstWords.Next(hash, _text[index]);
            bareHash = kind == CharacterKind.Letter ? hash : bareHash;
            index++;
        }

        return Math.Max(index, start + 1);
    }

    private readonly CharacterKind KindAt(int index) =>
        index < _text.Length ? CharacterKinds.Of(_text[index]) : CharacterKind.Other;

    private readonly int DigitsAt(int index)
    {
        var end = index;
        while (end < _text.Length && end - index < ValueDigits && CharacterKinds.Of(_text[end]) == CharacterKind.Digit)
        {
            end++;
        }

        return end - index;
    }

    // "cardCvv", "CVVCode", "card2Number"
    private readonly bool IsHump(int index)
    {
        // "CVVs" is one word.
        var isPlural = index + 1 < _text.Length && _text[index + 1] == 's' && KindAt(index + 2) != CharacterKind.Letter;
        var isBeforeLower = KindAt(index + 1) == CharacterKind.Letter && !_view.IsUpper(index + 1) && !isPlural;
        return isBeforeLower || (CharacterKinds.Of(_text[index - 1]) != CharacterKind.Digit && !_view.IsUpper(index - 1));
    }

    // 2. and 3.
    private int Gather(int start, int firstEnd)
    {
        Span<int> textEnds = stackalloc int[GatheredWords.Most];
        var words = new GatheredWords(stackalloc char[NameSenses.Longest], stackalloc int[GatheredWords.Most], textEnds);
        var end = firstEnd;
        for (var wordStart = start; words.TryAdd(_text[wordStart..end], end); )
        {
            wordStart = NextInIdentifier(end);
            if (wordStart < 0)
            {
                break;
            }

            end = WordEnd(wordStart, out _, out _);
        }

        var identifierWords = Math.Max(1, words.List.Count);
        GatherSpaced(ref words);
        var longest = words.LongestPhrase(_text, out var entry);
        if (longest >= identifierWords)
        {
            return Report(start, words.EndOf(longest), SensesOf(in entry, start, words.EndOf(longest)));
        }

        if (words.List.Count == 0)
        {
            return firstEnd;
        }

        var identifierEnd = words.EndOf(identifierWords);
        words.List.Shorten(identifierWords);
        if (identifierWords == 1)
        {
            words.List.DropNumbers();
            return WordTable.TryFind(words.List.All, out entry)
                ? Report(start, identifierEnd, SensesOf(in entry, start, identifierEnd))
                : AddGlued(start, firstEnd);
        }

        // Base64 has humps everywhere.
        return words.IsNoise(identifierWords) ? identifierEnd : Report(start, identifierEnd, NameSenses.OfWords(ref words.List));
    }

    // Across single spaces, as long as some phrase begins with all words so far.
    private readonly void GatherSpaced(ref GatheredWords words)
    {
        while (words.List.Count is > 0 and < NameSenses.MostWords && WordTable.BeginsPhrase(words.List.All))
        {
            var start = words.EndOf(words.List.Count);
            start += LengthOfGap(start);
            if (start >= _text.Length || CharacterKinds.Of(_text[start]) == CharacterKind.Other || IsValue(start))
            {
                return;
            }

            var isUnspaced = CharacterKinds.Of(_text[start]) == CharacterKind.Unspaced;
            var end = isUnspaced ? UnspacedEnd(start) : WordEnd(start, out _, out _);
            if (!words.TryAdd(_text[start..end], end))
            {
                return;
            }
        }
    }

    // "CVV 2" may be a name, "CVV 2 1 3" is none.
    private readonly bool IsValue(int start)
    {
        var digits = DigitsAt(start);
        var end = start + digits;
        return digits >= ValueDigits || (digits > 0 && KindAt(end + 1) == CharacterKind.Digit && _text[end] is ' ' or '-' or '.');
    }

    private readonly int UnspacedEnd(int start)
    {
        var length = WordTable.Unspaced.LengthOf(_text.Slice(start, Math.Min(GluedWords.Longest, _text.Length - start)), out _);
        return start + Math.Max(1, length);
    }

    // Where the identifier's next word begins; -1 when it ends. Three digits and more are no word of a name.
    private readonly int NextInIdentifier(int end)
    {
        var next = end + LengthOfJoin(end);
        return KindAt(next) is CharacterKind.Letter or CharacterKind.Digit && DigitsAt(next) < ValueDigits ? next : -1;
    }

    // A space, two, or a full stop and one: "Cód. seguridad".
    private readonly int LengthOfGap(int index) =>
        _text[index..] switch
        {
            ['.' or ' ', ' ', ..] => 2,
            [' ' or '\n', ..] => 1,
            _ => LengthOfJoin(index),
        };

    private readonly int LengthOfJoin(int index) => index < _text.Length && _text[index] is '_' or '-' or '.' ? 1 : 0;

    // What a value is assigned to is a name, in whatever way it is written: cvt=450, "csc": 123, 'cv2' => 123, <CSC>123.
    private readonly Senses SensesOf(in WordEntry entry, int start, int end)
    {
        var behind = _text.Slice(end, Math.Min(LongestAssignment, _text.Length - end));
        var isQuoted = behind is ['"' or '\'', ..];
        var sign = behind.TrimStart("\"'").TrimStart(' ');
        var isName =
            sign is ['=', not '=', ..]
            || (isQuoted && sign is [':', ..])
            || (behind is ['>', ..] && start > 0 && _text[start - 1] is '<' or ':');
        return isName ? entry.Whole & ~Senses.Value : entry.InText;
    }

    private readonly int Report(int start, int end, Senses senses)
    {
        if (senses != Senses.None)
        {
            _mentions.Add(new Mention(start, end, senses));
        }

        return end;
    }

    // Stems are looked for in all of the text at once.
    private bool HasStem(int start, int end)
    {
        if (_nextStem < start)
        {
            var found = _text[start..].IndexOfAny(GluedWords.Stems);
            _nextStem = found < 0 ? int.MaxValue : start + found;
        }

        return _nextStem < end;
    }

    // Together with the rest of its identifier.
    private int AddGlued(int start, int firstEnd)
    {
        if (firstEnd - start > GluedWords.Longest)
        {
            return firstEnd;
        }

        var words = new WordList(stackalloc char[NameSenses.Longest], stackalloc int[NameSenses.Longest]);
        var end = firstEnd;
        for (var wordStart = start; wordStart >= 0 && words.TryAdd(_text[wordStart..WordEnd(wordStart, out _, out _)]); )
        {
            end = WordEnd(wordStart, out _, out _);
            wordStart = NextInIdentifier(end);
        }

        return Report(start, end, NameSenses.OfWords(ref words));
    }

    private int AtUnspaced(int start)
    {
        if (WordTable.Unspaced.LongestFrom(_text[start]) == 0)
        {
            return start + 1;
        }

        var ahead = Math.Min(GluedWords.Longest, _text.Length - start);
        var length = WordTable.Unspaced.LengthOf(_text.Slice(start, ahead), out var entry);
        var end = start + Math.Max(1, length);
        while (end < _text.Length && end - start < LongestUnspacedWord && CharacterKinds.Of(_text[end]) == CharacterKind.Unspaced)
        {
            end++;
        }

        // Spaces where none are needed: "セキュリティ コード".
        if (WordTable.BeginsPhrase(_text[start..end]) && Gather(start, end) is var gathered && gathered > end)
        {
            return gathered;
        }

        return length == 0 ? start + 1 : Report(start, start + length, entry.InText);
    }
}
