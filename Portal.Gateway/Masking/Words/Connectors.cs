namespace Portal.Gateway.Masking.Words;

/// <summary>Represents what a word between a label and its value says: <c>CVV on the back of my card is 123</c>. A word may be several.</summary>
[Flags]
internal enum Connectors : uint
{
    /// <summary>It does not lead to a value.</summary>
    None = 0,

    /// <summary>It may stand anywhere between: <c>number</c>, <c>the</c>, <c>code</c>.</summary>
    Filler = 1 << 0,

    /// <summary>A number behind it is the value: <c>is</c>, <c>lautet</c>.</summary>
    Copula = 1 << 1,

    /// <summary>It stands in front of another word: a number right behind it is something else.</summary>
    Preposition = 1 << 2,

    /// <summary>Where a code stands on a card: a number behind it is the value.</summary>
    Place = 1 << 3,

    /// <summary>Whose it is, or where it is kept: may have a number of its own.</summary>
    Owner = 1 << 4,

    /// <summary>The last digits of a card follow: <c>ending in</c>.</summary>
    Ending = 1 << 5,

    /// <summary>A change: the value is behind the target that follows.</summary>
    Change = 1 << 6,

    /// <summary>What a change's value follows: <c>to</c>.</summary>
    Target = 1 << 7,

    /// <summary>Somebody may follow who is in no list: <c>for Jane Doe</c>.</summary>
    Somebody = 1 << 8,

    /// <summary>Says no more than that the value is still to come.</summary>
    Other = 1 << 9,

    /// <summary>A unit: the number in front of it is a quantity.</summary>
    Unit = 1 << 10,

    /// <summary>A month's name, or its first letters.</summary>
    Month = 1 << 11,

    /// <summary>A number of another thing when it stands behind a comma: <c>a 3-digit CVV, code 400</c>.</summary>
    OtherName = 1 << 12,

    /// <summary>It makes the identifier behind "PIN block" another's.</summary>
    NoBlock = 1 << 13,

    /// <summary>It leads over from a value to the label behind it: <c>123 is the CVV</c>.</summary>
    Verb = 1 << 14,

    /// <summary>It may stand between these and the label.</summary>
    Article = 1 << 15,

    /// <summary>Somebody says a value: <c>entered 123 for CVV</c>.</summary>
    Saying = 1 << 16,

    /// <summary>It leads from a value to a label only where somebody says the value.</summary>
    Into = 1 << 17,

    /// <summary>Another value of the same label follows where the label names several: <c>and</c>.</summary>
    Addition = 1 << 18,

    /// <summary>Another value of the same label follows: <c>or</c>, <c>was</c>.</summary>
    Alternative = 1 << 19,

    /// <summary>What a code has three or four of: <c>digits</c>.</summary>
    Digits = 1 << 20,

    /// <summary>A part of a device or tool that is called a pin, or a word beside one.</summary>
    Part = 1 << 21,

    /// <summary>A word about the post: six digits beside it are a postal index number.</summary>
    Post = 1 << 22,

    /// <summary>An outcome: the label behind it is its name.</summary>
    Outcome = 1 << 23,

    /// <summary>A fault: a number in brackets behind the label is its code.</summary>
    Fault = 1 << 24,

    /// <summary>A title's word: the number in front is a year or a section.</summary>
    Title = 1 << 25,
}
