namespace Portal.Gateway.Masking.Words;

/// <summary>Represents what a word between a label and its value says: <c>CVV on the back of my card is 123</c>.</summary>
internal enum Connector : byte
{
    /// <summary>It does not lead to a value.</summary>
    None,

    /// <summary>It may stand anywhere between: <c>number</c>, <c>the</c>, <c>code</c>.</summary>
    Filler,

    /// <summary>A number behind it is the value: <c>is</c>, <c>lautet</c>.</summary>
    Copula,

    /// <summary>It stands in front of another word: a number right behind it is something else.</summary>
    Preposition,

    /// <summary>Where a code stands on a card: a number behind it is the value.</summary>
    Place,

    /// <summary>Whose it is, or where it is kept: may have a number of its own.</summary>
    Owner,

    /// <summary>The last digits of a card follow: <c>ending in</c>.</summary>
    Ending,

    /// <summary>A change: the value is behind the preposition that follows.</summary>
    Change,

    /// <summary>Somebody may follow who is in no list: <c>for Jane Doe</c>.</summary>
    Somebody,

    /// <summary>Says no more than that the value is still to come.</summary>
    Other,

    /// <summary>A unit: the number in front of it is a quantity.</summary>
    Unit,

    /// <summary>A month's name.</summary>
    Month,

    /// <summary>A number of another thing when it stands behind a comma: <c>a 3-digit CVV, code 400</c>.</summary>
    OtherName,
}
