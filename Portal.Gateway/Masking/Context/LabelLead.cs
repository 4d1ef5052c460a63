using System.Buffers;
using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Context;

/// <summary>Walks from a label to the value behind it, over what may stand between: <c>CVV (3 digits) on the back of the card: 123</c>.</summary>
internal ref struct LabelLead
{
    private const int MaxWords = 10;
    private const int MaxPunctuation = 8;
    private const int LongestRemark = 48;
    private const int MaxNames = 2;
    private const int LongestSuffix = 5;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> About = Vocabulary.About.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Changes = LeadWords.Changes.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Targets = LeadWords.Targets.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OtherNames = LeadWords.OtherNames.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NoBlock = LeadWords.NoBlock.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly SearchValues<char> Punctuation = SearchValues.Create(" :=#!?~\"'`()[]{}<>/*,;|\\\n\r.>–—：＝（）「」『』【】，、\u200B\u00A0→…·•’´°º");
    private static readonly SearchValues<char> Marks = SearchValues.Create(":=：＝→–—>");
    private static readonly SearchValues<char> RemarkEnds = SearchValues.Create(")]）】\n");
    private static readonly SearchValues<char> MaskedDigits = SearchValues.Create("0123456789*•·x. ");

    private readonly ReadOnlySpan<char> _characters;
    private readonly FieldMeaning _meaning;
    private int _position;
    private int _fallback;
    private int _names;

    // The last word may have a number of its own: the value comes behind a colon or a verb.
    private bool _isOpen;
    private bool _isLoose;
    private bool _hasWords;
    private bool _isCard;
    private bool _isEnding;
    private bool _isChange;
    private bool _isSaid;
    private bool _isOwner;
    private bool _mayNameSomebody;

    private LabelLead(ReadOnlySpan<char> characters, int position, FieldMeaning meaning)
    {
        _characters = characters;
        _meaning = meaning;
        _position = position;
    }

    /// <summary>Finds the value behind a label.</summary>
    /// <param name="characters">A folded text.</param>
    /// <param name="position">Where the label ends.</param>
    /// <param name="meaning">What the label says.</param>
    /// <param name="start">Where the value begins; unchanged from the label's end where there is none.</param>
    /// <param name="length">Its length.</param>
    public static bool TryFind(ReadOnlySpan<char> characters, int position, FieldMeaning meaning, out int start, out int length)
    {
        var lead = new LabelLead(characters, position + SuffixLength(characters[position..]), meaning);
        var isFound = lead.Walk() || lead.FallBack();
        start = isFound ? lead._position : position;
        length = isFound ? LabelledValue.LengthAt(characters, start, meaning) : 0;
        return isFound;
    }

    private bool Walk()
    {
        for (var word = 0; word <= MaxWords; word++)
        {
            SkipRemark();
            if (!SkipPunctuation() || _position >= _characters.Length)
            {
                return false;
            }

            SkipPrefix();
            var length = LabelledValue.LengthAt(_characters, _position, _meaning);
            if (length > 0 && !IsLastOfCard(length))
            {
                return !_isOpen && !IsYear(length);
            }

            if (!(length > 0 ? SkipNumber(length) : SkipWord()))
            {
                return false;
            }
        }

        return false;
    }

    // "CVV'niz", "PIN's": endings behind a foreign word.
    private static int SuffixLength(ReadOnlySpan<char> characters) =>
        characters is ['\'' or '’', ..] && LetterCount(characters[1..]) is > 0 and <= LongestSuffix and var letters ? letters + 1 : 0;

    private bool FallBack()
    {
        _position = _fallback;
        return _fallback > 0;
    }

    // "(3 digits):", "（三位数）：", "(on the back) =": whatever it says, if it is no outcome.
    private void SkipRemark()
    {
        var rest = _characters[_position..];
        var open = rest is [' ', ..] ? 1 : 0;
        if (rest.Length <= open || rest[open] is not ('(' or '[' or '（' or '【'))
        {
            return;
        }

        var remark = rest[(open + 1)..Math.Min(rest.Length, open + LongestRemark)];
        var end = remark.IndexOfAny(RemarkEnds);
        if (end < 0 || remark[end] == '\n' || !IsRemark(remark[..end]))
        {
            return;
        }

        var behind = rest[(open + end + 2)..];
        if (behind.TrimStart(' ') is [':' or '=' or '：' or '＝' or 'は', ..] || _meaning == FieldMeaning.PinBlock)
        {
            _position = _characters.Length - behind.Length;
        }
    }

    // Outcomes are told in brackets too: "CVV (result): 114".
    private readonly bool IsRemark(ReadOnlySpan<char> remark)
    {
        if (_meaning == FieldMeaning.PinBlock)
        {
            return LabelledValue.LengthAt(remark, 0, _meaning) == 0;
        }

        var digits = 0;
        for (var index = 0; index < remark.Length; index++)
        {
            digits = char.IsAsciiDigit(remark[index]) ? digits + 1 : 0;
            var length = LetterCount(remark[index..]);
            if (digits == 3 || (length > 0 && About.Contains(remark.Slice(index, length)) && remark.Slice(index, length) is not ("required" or "last" or "length" or "format" or "mode")))
            {
                return false;
            }

            index += Math.Max(0, length - 1);
        }

        return true;
    }

    private bool SkipPunctuation()
    {
        var rest = _characters[_position..];
        var length = rest.IndexOfAnyExcept(Punctuation);
        if (length < 0)
        {
            length = rest.Length;
        }

        // Three asterisks are a code that was masked before; what follows is another's. Dots lead over a line.
        var skipped = rest[..length];
        if (skipped.IndexOf("***") >= 0 && !_isCard)
        {
            _fallback = 0;
            return false;
        }

        if (Changeovers(skipped) > MaxPunctuation || (_isLoose && IsSentenceEnd(skipped)))
        {
            return false;
        }

        _position += length;
        if (skipped.ContainsAny(Marks))
        {
            _isOpen = false;
        }
        else if ((skipped.ContainsAny(",;，") || (_hasWords && skipped.Contains('('))) && OtherNames.Contains(rest.Slice(length, LetterCount(rest[length..]))))
        {
            _isOpen = true;
            _position += LetterCount(rest[length..]);
            return SkipPunctuation();
        }
        else if (_isOwner && skipped.Contains(','))
        {
            _isOpen = false;
        }

        return true;
    }

    private static int Changeovers(ReadOnlySpan<char> signs)
    {
        var count = 0;
        for (var index = 0; index < signs.Length && count <= MaxPunctuation; index++)
        {
            count += index > 0 && signs[index] == signs[index - 1] && signs[index] is '.' or '·' or '…' or ' ' ? 0 : 1;
        }

        return count;
    }

    private static bool IsSentenceEnd(ReadOnlySpan<char> signs) => signs.Contains('\n') || signs.IndexOf(". ") >= 0;

    // 0x…, h'…', x'…' in front of hexadecimal digits.
    private void SkipPrefix()
    {
        if (_meaning == FieldMeaning.PinBlock && _characters[_position..] is ['0', 'x', ..] or ['h' or 'x', '\'', ..])
        {
            _position += 2;
        }
    }

    // "card 4242: 123", "card ending in 4242 is 123": four digits that another value follows.
    private bool IsLastOfCard(int length) => _isCard && length == 4 && (_isEnding || (_position > 0 && _characters[_position - 1] is '*' or '•') || LeadsOn(_characters[(_position + length)..]));

    private static bool LeadsOn(ReadOnlySpan<char> characters)
    {
        var rest = characters.TrimStart(" )");
        return rest is [':' or '=' or '：', ..] || (LetterCount(rest) is > 0 and var word && LeadWord.Of(rest[..word]) == LeadWordKind.Copula);
    }

    private bool SkipNumber(int length)
    {
        _fallback = _isEnding || _fallback > 0 ? _fallback : _position;
        _position += length;
        (_isOpen, _isCard, _isEnding) = (true, false, false);
        return true;
    }

    private readonly bool IsYear(int length) =>
        _isLoose && length == 4 && _characters.Slice(_position, 2) is "19" or "20" && _position > 0 && !Marks.Contains(_characters[.._position].TrimEnd(' ') is { IsEmpty: false } before ? before[^1] : ' ');

    private bool SkipWord()
    {
        // "CVV (3 digits): 123", "code of 3 digits 123", "3桁".
        if (_characters[_position] is '3' or '4' && IsDigitsWord(_characters[(_position + 1)..]))
        {
            _position++;
            return true;
        }

        // "ISO 0", "format 1": of PIN blocks there are many.
        if (_meaning == FieldMeaning.PinBlock && char.IsAsciiDigit(_characters[_position]))
        {
            var digits = _characters[_position..].IndexOfAnyExceptInRange('0', '9');
            _position += Math.Max(digits, 0);
            return digits is > 0 and <= 4;
        }

        if (_isCard && CardNumberLength() is > 0 and var number)
        {
            return SkipNumber(number);
        }

        if (SerializedStart() is > 0 and var value)
        {
            _position = value;
            return true;
        }

        var length = LeadWord.LengthAt(_characters, _position);
        if (length == 0 || !Take(_characters.Slice(_position, length)))
        {
            return false;
        }

        _position += length;
        _hasWords = true;
        return true;
    }

    // A whole card number, masked or not: "for 411111******1111".
    private readonly int CardNumberLength()
    {
        var rest = _characters[_position..Math.Min(_characters.Length, _position + LongestRemark)];
        var length = rest.IndexOfAnyExcept(MaskedDigits);
        var number = rest[..(length < 0 ? rest.Length : length)].TrimEnd(" .");
        return number.Length >= 12 && char.IsAsciiDigit(number[^1]) && LeadsOn(rest[number.Length..]) ? number.Length : 0;
    }

    // PHP writes how long a string is in front of it: s:3:"cvv";s:3:"482"; an integer is i:482.
    private readonly int SerializedStart()
    {
        if (_characters[_position..] is not ['s' or 'i', ':', _, ..])
        {
            return 0;
        }

        var digits = _characters[(_position + 2)..].IndexOfAnyExceptInRange('0', '9');
        return _characters[_position] == 'i' ? _position + 2 : digits > 0 && _characters[_position + 2 + digits] == ':' ? _position + 3 + digits : 0;
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

    // Whether a word may stand between; what it says about a number directly behind it.
    private bool Take(ReadOnlySpan<char> word)
    {
        if (_meaning == FieldMeaning.PinBlock)
        {
            _isLoose |= LeadWord.Of(word) != LeadWordKind.Filler;
            return !NoBlock.Contains(word);
        }

        if (_isChange && Targets.Contains(word))
        {
            (_isChange, _isOpen) = (false, false);
            return true;
        }

        if (Changes.Contains(word))
        {
            (_isChange, _isOpen, _isLoose) = (true, true, true);
            return true;
        }

        var kind = LeadWord.Of(word);
        if (kind is LeadWordKind.None or LeadWordKind.About)
        {
            return kind == LeadWordKind.None && TakeName(word);
        }

        _mayNameSomebody = word is "for" or "of" or "fur" or "von" or "pour" or "para" or "per" or "voor" or "dla" or "icin" or "для";
        _isEnding = (_isEnding && kind is LeadWordKind.Preposition or LeadWordKind.Filler) || kind == LeadWordKind.Ending;
        _isCard = kind is LeadWordKind.Card or LeadWordKind.Ending || _mayNameSomebody || (_isCard && kind is LeadWordKind.Preposition or LeadWordKind.Filler);

        // A letter alone is an abbreviation's: "e.g. 123".
        _isLoose |= (word.Length > 1 && kind is not (LeadWordKind.Filler or LeadWordKind.Card or LeadWordKind.Copula)) || word is "please";
        _isOwner = kind == LeadWordKind.Owner;
        _isSaid |= kind == LeadWordKind.Copula;
        _isOpen = kind switch
        {
            LeadWordKind.Copula or LeadWordKind.Place or LeadWordKind.Card => false,
            LeadWordKind.Preposition or LeadWordKind.Owner => true,
            LeadWordKind.Other when _meaning.HasAny(FieldMeaning.Pin) => !_isSaid,
            _ => _isOpen,
        };
        return kind != LeadWordKind.Owner || !_meaning.HasAny(FieldMeaning.Pin);
    }

    // "CVV for Jane Doe is 123": whoever it is, nothing that has numbers.
    private bool TakeName(ReadOnlySpan<char> word)
    {
        if ((!_mayNameSomebody && _names == 0) || _names == MaxNames || _meaning != FieldMeaning.Cvv || Folding.IsUnspaced(word[0])
            || FieldNames.MeaningOf(word).HasAny(~FieldMeaning.Value) || Vocabulary.Units.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
        {
            return false;
        }

        _names++;
        (_isOpen, _isLoose, _isCard) = (true, true, false);
        return true;
    }

    private static int LetterCount(ReadOnlySpan<char> characters)
    {
        var count = 0;
        while (count < characters.Length && char.IsLetter(characters[count]))
        {
            count++;
        }

        return count;
    }
}
