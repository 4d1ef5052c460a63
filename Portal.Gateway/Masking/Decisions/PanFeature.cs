namespace Portal.Gateway.Masking.Decisions;

/// <summary>Represents what is known about digits that may be a card number: each is there or not, and has one weight.</summary>
internal enum PanFeature : byte
{
    /// <summary>Issuer range, length and check digit of a network that promises it.</summary>
    Strong,

    /// <summary>A network whose numbers are short, or have no promised check digit.</summary>
    Weak,

    /// <summary>No network has such a number: mistyped, if it is one.</summary>
    Unknown,

    /// <summary>A weak one that passes the check digit all the same.</summary>
    WeakPassesCheck,

    /// <summary>Seventeen digits and more, as identifiers of 64 bits have.</summary>
    Long,

    /// <summary>One run of digits.</summary>
    SingleRun,

    /// <summary>Groups as embossed, 4-4-4-4 or 4-6-5, with one kind of gap.</summary>
    Printed,

    /// <summary>Groups as embossed, with gaps of several kinds.</summary>
    PrintedMixed,

    /// <summary>Two groups.</summary>
    TwoGroups,

    /// <summary>Three groups and more of one size.</summary>
    Uniform,

    /// <summary>Pairs or triples, as figures are written.</summary>
    Figures,

    /// <summary>One digit a group, and nothing else in the chain.</summary>
    PerDigit,

    /// <summary>Groups of three and more of several sizes.</summary>
    Irregular,

    /// <summary>Groups of any size.</summary>
    Odd,

    /// <summary>A line ends between groups.</summary>
    OverLineEnd,

    /// <summary>Tabulators between groups.</summary>
    Tabs,

    /// <summary>Commas, bars, quotes or other signs between groups that separate values as well.</summary>
    OddSeparators,

    /// <summary>Brackets around groups.</summary>
    Brackets,

    /// <summary>Two halves with a low line between them.</summary>
    UnderscorePair,

    /// <summary>One more group of the same size beside them.</summary>
    OneMoreGroup,

    /// <summary>One more group on each side.</summary>
    TwoMoreGroups,

    /// <summary>A run of groups of the same size goes on.</summary>
    ManyMoreGroups,

    /// <summary>The rest of a longer number follows.</summary>
    RestBehind,

    /// <summary>Two or three groups among other numbers in a row.</summary>
    AmongNumbers,

    /// <summary>The whole value is this number.</summary>
    WholeValue,

    /// <summary>Part of a UUID, a digest or another identifier.</summary>
    InsideToken,

    /// <summary>Part of a valid IBAN.</summary>
    InsideIban,

    /// <summary>Part of an IPv6 address.</summary>
    InsideAddress,

    /// <summary>Part of bytes in Base64.</summary>
    InsideBinary,

    /// <summary>The fraction of a decimal number.</summary>
    Fraction,

    /// <summary>A minus sign stands directly in front.</summary>
    Negative,

    /// <summary>A plus sign stands directly in front of fifteen digits or fewer.</summary>
    Plus,

    /// <summary>A full stop in front is a list's: <c>3.4111…</c> below <c>2.5500…</c>.</summary>
    ListNumber,

    /// <summary>Asterisks beside it: masked already.</summary>
    Truncated,

    /// <summary>What masking a JSON number leaves.</summary>
    Replaced,

    /// <summary>The field's name says card number.</summary>
    NamePan,

    /// <summary>The field's name says card.</summary>
    NameCard,

    /// <summary>The field's name is about the value, or says that it stands in for one.</summary>
    NameAbout,

    /// <summary>The field's name is one of the business.</summary>
    NameReference,

    /// <summary>The field's name says quantity, time or telemetry.</summary>
    NameQuantity,

    /// <summary>The field's name says another kind of number, whose format the digits have.</summary>
    NameOtherKind,

    /// <summary>A label says card number.</summary>
    LabelPan,

    /// <summary>A label says card.</summary>
    LabelCard,

    /// <summary>A label is about the value, or says that it stands in for one.</summary>
    LabelAbout,

    /// <summary>A label is one of the business.</summary>
    LabelReference,

    /// <summary>A weak one under a name or label of the business.</summary>
    WeakReference,

    /// <summary>A label says quantity, time or telemetry.</summary>
    LabelQuantity,

    /// <summary>A label says another kind of number, whose format the digits have.</summary>
    LabelOtherKind,

    /// <summary>A word near speaks of cards.</summary>
    CardNear,

    /// <summary>A word near speaks of payment.</summary>
    PaymentNear,

    /// <summary>Other members of the object say card.</summary>
    CardBeside,

    /// <summary>A list of issuer identification numbers.</summary>
    BinList,

    /// <summary>Zeros in front are left out.</summary>
    ZeroPadded,

    /// <summary>A window within a longer run of digits.</summary>
    PartOfRun,

    /// <summary>The two digits in front are its length (ISO 8583, LLVAR).</summary>
    LengthPrefixed,

    /// <summary>Two card numbers without anything between them.</summary>
    GluedPair,

    /// <summary>Letters stand directly on both sides.</summary>
    InWord,

    /// <summary>Groups with full stops, of other sizes than a card's: versions, large numbers.</summary>
    Dotted,

    /// <summary>A chain that its label names as another kind begins further in front.</summary>
    ChainOtherKind,
}
