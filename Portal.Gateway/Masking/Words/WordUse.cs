namespace Portal.Gateway.Masking.Words;

/// <summary>Represents how a word of the table is used besides what it says.</summary>
[Flags]
internal enum WordUse : ushort
{
    /// <summary>Everywhere alike.</summary>
    None = 0,

    /// <summary>First half of a code's composed name: <c>security</c>, <c>verif</c>.</summary>
    Security = 1,

    /// <summary>With <see cref="Security"/>: short for other things as well, so that the name must speak of a card.</summary>
    Abbreviated = 2,

    /// <summary>Second half of a code's composed name: <c>code</c>, <c>val</c>, <c>nr</c>.</summary>
    Number = 4,

    /// <summary>Says something in names only, never in running text.</summary>
    NamesOnly = 8,

    /// <summary>Makes a name one about the value only behind it: <c>card_name</c>, not <c>name_card_number</c>.</summary>
    Behind = 16,

    /// <summary>One short word: the letters of several words are no such word (<c>for p in 1234</c>).</summary>
    OneWord = 32,

    /// <summary>Says nothing as a whole name: a mail's <c>cc</c>.</summary>
    NotAlone = 64,

    /// <summary>Stands between two things of which the value is one: <c>iban or card</c>.</summary>
    Either = 128,

    /// <summary>Says nothing, and neither do its words: <c>wildcard</c>, <c>VerificationStr1</c>.</summary>
    Nothing = 256,

    /// <summary>Says nothing, but names are glued to it: <c>txtcvv</c>, <c>cvc2plain</c>.</summary>
    Part = 512,
}
