using Portal.Gateway.Masking.Views;

namespace Portal.Gateway.Masking.Words;

/// <summary>Represents the words of a name or phrase, folded and joined: the table knows them in this form.</summary>
/// <param name="letters">Room for all characters.</param>
/// <param name="ends">Room for where each word ends.</param>
internal ref struct WordList(Span<char> letters, Span<int> ends)
{
    private const int LongestNumber = 2;

    private readonly Span<char> _letters = letters;
    private readonly Span<int> _ends = ends;
    private int _length;

    /// <summary>Gets how many words there are.</summary>
    public int Count { get; private set; }

    /// <summary>Gets all of them, joined.</summary>
    public readonly ReadOnlySpan<char> All => _letters[.._length];

    /// <summary>Gets whether another character has room.</summary>
    public readonly bool HasRoom => _length < _letters.Length && Count < _ends.Length;

    /// <summary>Returns one word.</summary>
    public readonly ReadOnlySpan<char> this[int word] => Join(word, word + 1);

    /// <summary>Returns some words, joined.</summary>
    public readonly ReadOnlySpan<char> Join(int first, int end) =>
        _letters[(first == 0 ? 0 : _ends[first - 1])..(end == 0 ? 0 : _ends[end - 1])];

    /// <summary>Adds a folded word unless there is no room for it.</summary>
    public bool TryAdd(scoped ReadOnlySpan<char> word)
    {
        if (_length + word.Length > _letters.Length || Count == _ends.Length)
        {
            return false;
        }

        word.CopyTo(_letters[_length..]);
        _length += word.Length;
        End();
        return true;
    }

    /// <summary>Keeps only the first words.</summary>
    public void Shorten(int count) => (Count, _length) = (count, count == 0 ? 0 : _ends[count - 1]);

    /// <summary>Adds a folded character to the word that is being written.</summary>
    public void Add(char folded) => _letters[_length++] = folded;

    /// <summary>Ends the word that is being written.</summary>
    public void End()
    {
        if (_length > (Count == 0 ? 0 : _ends[Count - 1]))
        {
            _ends[Count++] = _length;
        }
    }

    /// <summary>Adds the words of a name: they end at all that is no letter or digit, at humps, and at another kind of script.</summary>
    public void Split(scoped ReadOnlySpan<char> name)
    {
        for (var index = 0; index < name.Length && HasRoom; index++)
        {
            var character = name[index];
            if (!char.IsLetterOrDigit(character) && character != 'ー')
            {
                End();
                continue;
            }

            if (index > 0 && (IsHump(name, index) || Folding.IsUnspaced(character) != Folding.IsUnspaced(name[index - 1])))
            {
                End();
            }

            Add(Folding.Fold(character));
        }

        End();
    }

    /// <summary>Ends words inside a word as well.</summary>
    /// <param name="word">The word.</param>
    /// <param name="lengths">The lengths of its parts, which make up the whole of it.</param>
    public void Cut(int word, scoped ReadOnlySpan<byte> lengths)
    {
        if (lengths.Length < 2 || Count + lengths.Length - 1 > _ends.Length)
        {
            return;
        }

        var end = word == 0 ? 0 : _ends[word - 1];
        _ends[word..Count].CopyTo(_ends[(word + lengths.Length - 1)..]);
        Count += lengths.Length - 1;
        for (var part = 0; part < lengths.Length; part++)
        {
            end += lengths[part];
            _ends[word + part] = end;
        }
    }

    /// <summary>Takes away what says only that there are several: <c>cvv1</c>, <c>card_2_number</c>.</summary>
    public void DropNumbers()
    {
        var (length, count, start) = (0, 0, 0);
        for (var word = 0; word < Count; word++)
        {
            var text = _letters[start.._ends[word]];
            start = _ends[word];
            var kept = KeptLength(text, _letters[(count < 2 ? 0 : _ends[count - 2])..length]);
            text[..kept].CopyTo(_letters[length..]);
            length += kept;
            if (kept > 0)
            {
                _ends[count++] = length;
            }
        }

        (_length, Count) = (length, count);
    }

    // "card_2_number" says no more than "card_number", but "track_2_data" does, and so does the "3" of a phrase without spaces.
    private static int KeptLength(ReadOnlySpan<char> word, ReadOnlySpan<char> before)
    {
        var bare = word.TrimEndDigits();
        if (word.Length - bare.Length is 0 or > LongestNumber || IsKnown(word))
        {
            return word.Length;
        }

        if (!bare.IsEmpty || before.IsEmpty)
        {
            return bare.Length;
        }

        Span<char> both = stackalloc char[before.Length + word.Length];
        before.CopyTo(both);
        word.CopyTo(both[before.Length..]);
        return Folding.IsUnspaced(before[^1]) || IsKnown(both) ? word.Length : 0;
    }

    private static bool IsKnown(ReadOnlySpan<char> word) => WordTable.TryFind(word, out _) || WordTable.BeginsPhrase(word);

    private static bool IsHump(ReadOnlySpan<char> name, int index)
    {
        if (!char.IsUpper(name[index]))
        {
            return false;
        }

        var before = name[index - 1];
        var isBeforeLower = index + 1 < name.Length && char.IsLower(name[index + 1]);
        return char.IsLower(before) || (isBeforeLower && (char.IsUpper(before) || char.IsAsciiDigit(before)));
    }
}
