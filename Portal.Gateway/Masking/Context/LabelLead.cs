using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Context;

/// <summary>Walks from a label to the value behind it, over what may stand between: <c>CVV (3 digits) on the back of the card: 123</c>.</summary>
internal ref struct LabelLead
{
    private const int MaxWords = 10;
    private const int MaxNames = 2;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Changes = LeadWords.Changes.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Targets = LeadWords.Targets.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OtherNames = LeadWords.OtherNames.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OfSomebody = LeadWords.OfSomebody.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NoBlock = LeadWords.NoBlock.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Units = Vocabulary.Units.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ReadOnlySpan<char> _characters;
    private readonly FieldMeaning _meaning;
    private int _position;

    // Digits that were taken for the last of a card, should nothing come behind them.
    private int _fallback;
    private int _names;

    // The last word may have a number of its own: the value comes behind a colon or a verb.
    private bool _isOpen;

    // There were words that stand anywhere: the value is in the same sentence, and no year.
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

    private readonly ReadOnlySpan<char> Rest => _characters[_position..];

    /// <summary>Finds the value behind a label.</summary>
    /// <param name="characters">A folded text.</param>
    /// <param name="position">Where the label ends.</param>
    /// <param name="meaning">What the label says.</param>
    /// <param name="start">Where the value begins; the label's end where there is none.</param>
    /// <param name="length">Its length.</param>
    public static bool TryFind(ReadOnlySpan<char> characters, int position, FieldMeaning meaning, out int start, out int length)
    {
        var lead = new LabelLead(characters, position + LeadSigns.SuffixLength(characters[position..]), meaning);
        var isFound = lead.Walk() || lead.FallBack();
        start = isFound ? lead._position : position;
        length = isFound ? LabelledValue.LengthAt(characters, start, meaning) : 0;
        return isFound;
    }

    private bool Walk()
    {
        for (var word = 0; word <= MaxWords; word++)
        {
            _position += LeadSigns.RemarkLength(Rest, _meaning);
            if (!SkipPunctuation() || Rest.IsEmpty)
            {
                return false;
            }

            SkipPrefix();
            var length = LabelledValue.LengthAt(_characters, _position, _meaning);
            if (length > 0 && !IsLastOfCard(length))
            {
                return !_isOpen && !IsYear(length);
            }

            if (!(length > 0 ? SkipNumber(length) : Skip()))
            {
                return false;
            }
        }

        return false;
    }

    private bool FallBack()
    {
        _position = _fallback;
        return _fallback > 0;
    }

    private bool SkipPunctuation()
    {
        var signs = LeadSigns.PunctuationOf(Rest);
        if (LeadSigns.HoldsMasked(signs) && !_isCard)
        {
            _fallback = 0;
            return false;
        }

        if (LeadSigns.IsTooMuch(signs) || LeadSigns.IsClauseEnd(signs) || (_isLoose && LeadSigns.IsSentenceEnd(signs)))
        {
            return false;
        }

        _position += signs.Length;
        if (LeadSigns.IsRemoved(Rest))
        {
            _fallback = 0;
            return false;
        }

        _isOpen = !LeadSigns.HasMark(signs) && (NamesAnother(signs) || (_isOpen && !(_isOwner && signs.Contains(','))));
        return true;
    }

    // "a 3-digit CVV, code 400", "CVV mismatch (code 114)"
    private readonly bool NamesAnother(ReadOnlySpan<char> signs) =>
        (signs.ContainsAny(",;，") || (_hasWords && signs.Contains('('))) && OtherNames.Contains(Rest[..LeadSigns.LetterCount(Rest)]);

    // 0x…, h'…', x'…' in front of hexadecimal digits.
    private void SkipPrefix()
    {
        if (_meaning == FieldMeaning.PinBlock && Rest is ['0', 'x', ..] or ['h' or 'x', '\'', ..])
        {
            _position += 2;
        }
    }

    // "card 4242: 123", "card ending in 4242 is 123": four digits that another value follows.
    private readonly bool IsLastOfCard(int length) =>
        _isCard && length == 4 && (_isEnding || (_position > 0 && _characters[_position - 1] is '*' or '•') || LeadSigns.LeadsOn(Rest[length..]));

    private bool SkipNumber(int length)
    {
        _fallback = _isEnding || _fallback > 0 ? _fallback : _position;
        _position += length;
        (_isOpen, _isCard, _isEnding) = (true, false, false);
        return true;
    }

    private readonly bool IsYear(int length) => _isLoose && length == 4 && Rest is ['1', '9', ..] or ['2', '0', ..] && !LeadSigns.EndsWithMark(_characters[.._position]);

    private bool Skip()
    {
        if (_isCard && LeadSigns.CardNumberLength(Rest) is > 0 and var number)
        {
            return SkipNumber(number);
        }

        var length = LengthOfCount();
        if (length == 0)
        {
            length = LeadWord.LengthAt(_characters, _position);
            if (length == 0 || !Take(Rest[..length]))
            {
                return false;
            }

            _hasWords = true;
        }

        _position += length;
        return true;
    }

    // "CVV (3 digits): 123", "PIN block, format 1", s:3:"482"
    private readonly int LengthOfCount()
    {
        if (LeadSigns.IsDigitCount(Rest))
        {
            return 1;
        }

        return _meaning == FieldMeaning.PinBlock && char.IsAsciiDigit(Rest[0]) ? LeadSigns.IndexLength(Rest) : LeadSigns.SerializedLength(Rest);
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

        _mayNameSomebody = OfSomebody.Contains(word);
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

            // "pin the 2024 schedule"
            LeadWordKind.Filler when _meaning.HasAny(FieldMeaning.Pin) && word is "the" or "this" or "a" or "some" => !_isSaid,
            _ => _isOpen,
        };
        return kind != LeadWordKind.Owner || !_meaning.HasAny(FieldMeaning.Pin);
    }

    // "CVV for Jane Doe is 123": whoever it is, nothing that has numbers.
    private bool TakeName(ReadOnlySpan<char> word)
    {
        if ((!_mayNameSomebody && _names == 0) || _names == MaxNames || _meaning != FieldMeaning.Cvv || Folding.IsUnspaced(word[0])
            || FieldNames.MeaningOf(word).HasAny(~FieldMeaning.Value) || Units.Contains(word))
        {
            return false;
        }

        _names++;
        (_isOpen, _isLoose, _isCard) = (true, true, false);
        return true;
    }
}
