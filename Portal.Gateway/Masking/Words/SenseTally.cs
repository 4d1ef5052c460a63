namespace Portal.Gateway.Masking.Words;

/// <summary>Puts together what the parts of a name say, from the first to the last.</summary>
internal struct SenseTally
{
    private const Senses Data = Senses.Pan | Senses.Secret;

    private Senses _strong;
    private Senses _weak;
    private Senses _others;
    private Senses _pending;
    private Senses _head;
    private bool _hasCard;
    private bool _hasStrongCard;
    private bool _isCodeOfCard;
    private bool _isEither;

    /// <summary>Adds a known word or phrase.</summary>
    public void Add(in WordEntry entry)
    {
        _isEither |= entry.Is(WordUse.Either);
        Add(entry.Senses, entry.Is(WordUse.Behind));
    }

    /// <summary>Adds a code's composed name.</summary>
    /// <param name="senses">What it says.</param>
    /// <param name="needsCard">It says so only where a card is spoken of.</param>
    public void AddComposed(Senses senses, bool needsCard)
    {
        _isCodeOfCard |= needsCard;
        Add(needsCard ? Senses.None : senses, isBehind: false);
    }

    /// <summary>Returns what the whole name says.</summary>
    public readonly Senses ToSenses()
    {
        var data = _strong | _weak | (_isCodeOfCard && _hasCard ? Senses.Code : Senses.None);
        var others = _isEither && _hasCard ? _others & ~Senses.OtherKind : _others;
        others |= _pending;

        // "sms verification code"
        data = Has(others, Senses.OtherCode) && !_hasCard ? data & ~Senses.Code : data;

        // "board pin", "delivery pincode"
        data = Has(others, Senses.Place) ? data & ~(Senses.Pin | Senses.PinBlock) : data;
        data = IsAboutData(others) ? Senses.None : data;
        if (data == Senses.None)
        {
            return others | CardOnly();
        }

        var isWeak = (data & ~_weak) == Senses.None && !_hasCard;
        others &= ~(Senses.OtherKind | Senses.Reference);
        return data | others | (_hasCard ? Senses.Card : Senses.None) | (isWeak ? Senses.Weak : Senses.None);
    }

    private void Add(Senses senses, bool isBehind)
    {
        var data = senses & Data;
        var isWeak = Has(senses, Senses.Weak);
        _weak |= isWeak ? data : Senses.None;
        _strong |= isWeak ? Senses.None : data;
        _hasStrongCard |= Has(senses, Senses.Card) && !isWeak;

        // What is about something stands behind it: "card name", but "name card number".
        _pending = data != Senses.None ? Senses.None : _pending;
        var about = isBehind ? senses & (Senses.About | Senses.StandIn) : Senses.None;
        _pending |= about;
        senses &= ~about;

        _hasCard |= Has(senses, Senses.Card);
        senses &= ~(Data | Senses.Card | Senses.Weak | Senses.Value);
        _head = (senses | data | about) == Senses.None ? _head : senses | data;
        _others |= senses;
    }

    // Says how it is or what stands for it, or is another number that it belongs to: "card number phone".
    private readonly bool IsAboutData(Senses others) =>
        Has(others, Senses.About | Senses.StandIn) || (Has(_head, Senses.OtherKind & others) && !Has(_head, Data));

    private readonly Senses CardOnly() =>
        _hasStrongCard ? Senses.Card
        : _hasCard ? Senses.Card | Senses.Weak
        : Senses.None;

    private static bool Has(Senses senses, Senses any) => (senses & any) != Senses.None;
}
