namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Represents a phrase to be found in ASCII text, whatever its case and whatever stands between its words: <c>security code</c>,
/// <c>securityCode</c>, <c>SECURITY-CODE</c>.
/// </summary>
internal sealed class WordPattern
{
    /// <summary>Stands in a phrase for exactly one space.</summary>
    public const char LiteralSpace = '\u00A0';

    // A short word begins many others ("pink", "cider"); it counts where the word ends with it, or with a hump.
    private const int ShortestFree = 5;
    private const int LongestGap = 24;
    private const int ValueDigits = 3;
    private const byte Gap = 0;

    private readonly byte[] _letters;
    private readonly int _head;
    private readonly bool _isName;
    private readonly bool _isFree;

    /// <summary>Prepares a phrase.</summary>
    /// <param name="phrase">Lower case ASCII; a space is what stands between two words, anything or nothing.</param>
    /// <param name="says">What it says.</param>
    /// <param name="isWhole">Whether the word must end with it, however long it is; null where a short one must.</param>
    /// <param name="isName">Whether it says so as a name only: never behind digits.</param>
    public WordPattern(string phrase, Findings says, bool? isWhole = null, bool isName = false)
    {
        Says = says;
        _isName = isName;
        _letters =
        [
            .. phrase.Select(character =>
                character switch
                {
                    ' ' => Gap,
                    LiteralSpace => (byte)' ',
                    _ => (byte)character,
                }
            ),
        ];
        var gap = phrase.IndexOf(' ', StringComparison.Ordinal);
        _head = Math.Min(gap < 0 ? phrase.Length : gap, sizeof(ulong));
        for (var place = _head - 1; place >= 0; place--)
        {
            // As the text is compared: with the bit set that makes letters small, which changes a low line too.
            Head = (Head << 8) | _letters[place] | 0x20u;
            HeadMask = (HeadMask << 8) | 0xFF;
        }

        _isFree = !(isWhole ?? (phrase.Count(char.IsAsciiLetterOrDigit) < ShortestFree && char.IsAsciiLetterOrDigit(phrase[^1])));
        Second = gap is > 0 and <= sizeof(ulong) ? phrase[gap + 1] : '\0';
        EndsWord = !_isFree && phrase.Length < sizeof(ulong) && phrase.All(char.IsAsciiLetter);
    }

    /// <summary>Gets what it says.</summary>
    public Findings Says { get; }

    /// <summary>Gets the letters of its first word, at most eight, the first in the lowest byte.</summary>
    public ulong Head { get; }

    /// <summary>Gets which bytes of <see cref="Head"/> there are.</summary>
    public ulong HeadMask { get; }

    /// <summary>Gets the first letter of its second word, where its head is the whole of the first.</summary>
    public char Second { get; }

    /// <summary>Gets whether a word must end with it; it is shorter than its head may be.</summary>
    public bool EndsWord { get; }

    /// <summary>Returns the bytes that may stand at a place counted from where the phrase begins, as a set of ASCII.</summary>
    public bool[] BytesAt(int place)
    {
        var set = new bool[128];
        Walk(0, place, set);
        return set;
    }

    /// <summary>Whether it begins at a position of a text where its head stands.</summary>
    public bool BeginsAt(ReadOnlySpan<byte> text, int position)
    {
        if (!MayBegin(text, position))
        {
            return false;
        }

        // The head was compared before.
        position += _head;
        foreach (var letter in _letters.AsSpan(_head))
        {
            if (letter == Gap)
            {
                position = SkipGap(text, position);
            }
            else if (position >= text.Length || Fold(text[position++]) != letter)
            {
                return false;
            }
        }

        return _isFree
            || position == text.Length
            || (Ends((char)text[position - 1], (char)text[position]) && !GoesOn(text[position..]));
    }

    // Behind three digits and more a word begins; behind fewer, as in hexadecimal, it is a part of one.
    private bool MayBegin(ReadOnlySpan<byte> text, int position)
    {
        var before = text[Math.Max(0, position - ValueDigits)..position];
        return _letters[^1] == '"'
            ? before is [.., (byte)'"']
            : _isFree
                || before is not [.., >= (byte)'0' and <= (byte)'9']
                || (!_isName && before.Length == ValueDigits && !before.ContainsAnyExceptInRange((byte)'0', (byte)'9'));
    }

    // One or two digits and letters again.
    private static bool GoesOn(ReadOnlySpan<byte> rest)
    {
        var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits is 1 or 2 && char.IsAsciiLetterLower((char)rest[digits]);
    }

    // "de52", but not "de521": digits behind digits are a value.
    private static bool Ends(char last, char next) =>
        !char.IsAsciiLetterLower(next) && !(char.IsAsciiDigit(last) && char.IsAsciiDigit(next));

    private static byte Fold(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;

    private static int SkipGap(ReadOnlySpan<byte> text, int position)
    {
        var end = Math.Min(text.Length, position + LongestGap);
        while (position < end && !char.IsAsciiLetterOrDigit((char)text[position]))
        {
            position++;
        }

        return position;
    }

    // Every way to come from a letter of the phrase to the place: a space of the phrase may be nothing, or any signs.
    private void Walk(int letter, int place, bool[] set)
    {
        if (letter == _letters.Length)
        {
            Array.Fill(set, true);
            for (var sign = 0; place == 0 && sign < set.Length; sign++)
            {
                set[sign] = _isFree || Ends((char)_letters[^1], (char)sign);
            }
        }
        else if (_letters[letter] != Gap)
        {
            if (place == 0)
            {
                set[_letters[letter]] = true;
                set[char.ToUpperInvariant((char)_letters[letter])] = true;
                return;
            }

            Walk(letter + 1, place - 1, set);
        }
        else
        {
            Walk(letter + 1, place, set);
            if (place > 0)
            {
                Walk(letter, place - 1, set);
                return;
            }

            for (var sign = 0; sign < set.Length; sign++)
            {
                set[sign] |= !char.IsAsciiLetterOrDigit((char)sign);
            }
        }
    }
}
