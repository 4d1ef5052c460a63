using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Labels;

/// <summary>Walks from a label to the value behind it, over what may stand between: <c>CVV (3 digits) on the back of the card: 123</c>.</summary>
internal ref struct LabelLead
{
    private const int MostWords = 10;
    private const int MostNames = 2;
    private const int MostTags = 3;

    private readonly ReadOnlySpan<char> _characters;
    private readonly Senses _senses;
    private int _position;

    // Digits that were taken for the last of a card, should nothing come behind them.
    private int _fallback;
    private int _names;
    private int _tags;

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

    private LabelLead(ReadOnlySpan<char> characters, int position, Senses senses)
    {
        _characters = characters;
        _senses = senses;
        _position = position;
    }

    private readonly ReadOnlySpan<char> Rest => _characters[_position..];

    private readonly bool IsPin => _senses.HasAny(Senses.Pin);

    /// <summary>Finds the value behind a label.</summary>
    /// <param name="characters">A text, folded.</param>
    /// <param name="position">Where the label ends.</param>
    /// <param name="senses">What the label says.</param>
    /// <param name="start">Where the value begins; the label's end where there is none.</param>
    /// <param name="length">Its length.</param>
    public static bool TryFind(ReadOnlySpan<char> characters, int position, Senses senses, out int start, out int length)
    {
        var lead = new LabelLead(characters, position + SeparatorTokens.SuffixLength(characters[position..]), senses);
        var isFound = lead.Walk() || lead.FallBack();
        start = isFound ? lead._position : position;
        length = isFound ? LabelledValue.LengthAt(characters, start, senses) : 0;
        return isFound;
    }

    private bool Walk()
    {
        for (var word = 0; word <= MostWords; word++)
        {
            _position += SeparatorTokens.RemarkLength(Rest, _senses);
            if (!SkipSigns() || Rest.IsEmpty)
            {
                return false;
            }

            SkipPrefix();
            var length = LabelledValue.LengthAt(_characters, _position, _senses);
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

    private bool SkipSigns()
    {
        var signs = SeparatorTokens.SignsOf(Rest);

        if (SeparatorTokens.HoldsMasked(signs) && !_isCard)
        {
            _fallback = 0;
            return false;
        }

        // <td>CVV</td><td>123</td>
        if (
            signs.IndexOf('<') is >= 0 and var open
            && SeparatorTokens.TagLength(Rest[open..]) is > 0 and var tag
            && ++_tags <= MostTags
        )
        {
            _position += open + tag;
            return SkipSigns();
        }

        if (
            SeparatorTokens.IsTooMuch(signs)
            || SeparatorTokens.IsClauseEnd(signs)
            || (_isLoose && SeparatorTokens.IsSentenceEnd(signs))
        )
        {
            return false;
        }

        _position += signs.Length;
        if (SeparatorTokens.IsRemoved(Rest))
        {
            _fallback = 0;
            return false;
        }

        _isOpen = !SeparatorTokens.HasMark(signs) && (NamesAnother(signs) || (_isOpen && !(_isOwner && signs.Contains(','))));
        return true;
    }

    // "a 3-digit CVV, code 400", "CVV mismatch (code 114)"
    private readonly bool NamesAnother(ReadOnlySpan<char> signs) =>
        (signs.ContainsAny(",;，") || (_hasWords && signs.Contains('(')))
        && WordTable.ConnectorsOf(Rest[..SeparatorTokens.LetterCount(Rest)]).HasAny(Connectors.OtherName);

    // 0x…, h'…', x'…' in front of hexadecimal digits.
    private void SkipPrefix()
    {
        if (_senses.HasAny(Senses.PinBlock) && Rest is ['0', 'x', ..] or ['h' or 'x', '\'', ..])
        {
            _position += 2;
        }
    }

    // "card 4242: 123", "card ending in 4242 is 123": four digits that another value follows.
    private readonly bool IsLastOfCard(int length) =>
        _isCard
        && length == 4
        && (_isEnding || (_position > 0 && _characters[_position - 1] is '*' or '•') || SeparatorTokens.LeadsOn(Rest[length..]));

    private bool SkipNumber(int length)
    {
        _fallback = _isEnding || _fallback > 0 ? _fallback : _position;
        _position += length;
        (_isOpen, _isCard, _isEnding) = (true, false, false);
        return true;
    }

    private readonly bool IsYear(int length) =>
        _isLoose
        && length == 4
        && Rest is ['1', '9', ..] or ['2', '0', ..]
        && !SeparatorTokens.EndsWithMark(_characters[.._position]);

    private bool Skip()
    {
        if (_isCard && SeparatorTokens.CardNumberLength(Rest) is > 0 and var number)
        {
            return SkipNumber(number);
        }

        var length = LengthOfCount();
        if (length == 0)
        {
            length = LabelWords.LengthAt(_characters, _position);
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
        if (SeparatorTokens.IsDigitCount(Rest))
        {
            return 1;
        }

        return _senses.HasAny(Senses.PinBlock) && char.IsAsciiDigit(Rest[0])
            ? SeparatorTokens.IndexLength(Rest)
            : SeparatorTokens.SerializedLength(Rest);
    }

    // Whether a word may stand between; what it says about a number directly behind it.
    private bool Take(ReadOnlySpan<char> word)
    {
        var kinds = WordTable.ConnectorsOf(word);
        if (_senses.HasAny(Senses.PinBlock))
        {
            _isLoose |= !kinds.HasAny(Connectors.Filler);
            return !kinds.HasAny(Connectors.NoBlock);
        }

        if (_isChange && kinds.HasAny(Connectors.Target))
        {
            (_isChange, _isOpen) = (false, false);
            return true;
        }

        if (kinds.HasAny(Connectors.Change))
        {
            (_isChange, _isOpen, _isLoose) = (true, true, true);
            return true;
        }

        var senses = WordTable.SensesOf(word);
        if (senses.HasAny(Senses.Card | Senses.Code | Senses.Pin) && !kinds.HasAny(Connectors.Copula))
        {
            return TakeCard();
        }

        if (
            senses.HasAny(Senses.About)
            && (
                kinds
                & ~(
                    Connectors.Unit | Connectors.Part | Connectors.Post | Connectors.Outcome | Connectors.Fault | Connectors.Title
                )
            ) == Connectors.None
        )
        {
            return false;
        }

        // variable "cvc" { default = "982" }
        kinds |= senses.HasAny(Senses.Value) ? Connectors.Filler : Connectors.None;
        return kinds.HasAny(LeadKinds) ? TakeConnector(word, kinds) : TakeName(word, senses);
    }

    private const Connectors LeadKinds =
        Connectors.Copula
        | Connectors.Place
        | Connectors.Ending
        | Connectors.Owner
        | Connectors.Filler
        | Connectors.Preposition
        | Connectors.Other
        | Connectors.Somebody;

    private bool TakeCard()
    {
        (_isCard, _isOpen, _isOwner, _mayNameSomebody) = (true, false, false, false);
        return true;
    }

    // What comes first, counts.
    private static Connectors StrongestOf(Connectors kinds)
    {
        ReadOnlySpan<Connectors> order =
        [
            Connectors.Copula,
            Connectors.Place,
            Connectors.Ending,
            Connectors.Owner,
            Connectors.Filler,
            Connectors.Preposition,
        ];
        foreach (var kind in order)
        {
            if (kinds.HasAny(kind))
            {
                return kind;
            }
        }

        return Connectors.Other;
    }

    private bool TakeConnector(ReadOnlySpan<char> word, Connectors kinds)
    {
        var kind = StrongestOf(kinds);
        var isSmall = kind is Connectors.Preposition or Connectors.Filler;
        _mayNameSomebody = kinds.HasAny(Connectors.Somebody);
        _isEnding = (_isEnding && isSmall) || kind == Connectors.Ending;
        _isCard = kind == Connectors.Ending || _mayNameSomebody || (_isCard && isSmall);

        // A letter alone is an abbreviation's: "e.g. 123".
        _isLoose |= (word.Length > 1 && kind is not (Connectors.Filler or Connectors.Copula)) || word is "please";
        _isOwner = kind == Connectors.Owner;
        _isSaid |= kind == Connectors.Copula;
        _isOpen = kind switch
        {
            Connectors.Copula or Connectors.Place => false,
            Connectors.Preposition or Connectors.Owner => true,
            Connectors.Other when IsPin => !_isSaid,

            // "pin the 2024 schedule"
            Connectors.Filler when IsPin && word is "the" or "this" or "a" or "some" => !_isSaid,
            _ => _isOpen,
        };
        return kind != Connectors.Owner || !IsPin;
    }

    // "CVV for Jane Doe is 123": whoever it is, nothing that has numbers.
    private bool TakeName(ReadOnlySpan<char> word, Senses senses)
    {
        if (
            (!_mayNameSomebody && _names == 0)
            || _names == MostNames
            || !_senses.HasAny(Senses.Code)
            || Folding.IsUnspaced(word[0])
            || senses.HasAny(~Senses.Value)
            || WordTable.ConnectorsOf(word).HasAny(Connectors.Unit)
        )
        {
            return false;
        }

        _names++;
        (_isOpen, _isLoose, _isCard) = (true, true, false);
        return true;
    }
}
