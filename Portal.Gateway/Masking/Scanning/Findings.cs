namespace Portal.Gateway.Masking.Scanning;

/// <summary>Represents what a text may hold.</summary>
[Flags]
internal enum Findings
{
    /// <summary>Nothing: no detector finds anything in it.</summary>
    None = 0,

    /// <summary>Digits that may be a card number, or a track with one.</summary>
    Number = 1,

    /// <summary>As many digits as a card number has, with any signs between them: worth nothing unless something says card.</summary>
    LongNumber = 2,

    /// <summary>A name of what is masked whatever its digits are.</summary>
    Label = 4,

    /// <summary>A name of what is masked only where something says card as well.</summary>
    WeakLabel = 8,

    /// <summary>Something that says card.</summary>
    CardName = 16,

    /// <summary>Text in Base64 or hexadecimal.</summary>
    Encoded = 32,

    /// <summary>Percent encoding, character references or quoted-printable.</summary>
    Markup = 64,

    /// <summary>Digits that stand alone between quotes, or beside one: a part of a number.</summary>
    Part = 128,

    /// <summary>Parts enough to be one number together.</summary>
    Parts = 256,

    /// <summary>Matters only beneath another layer of backslashes.</summary>
    Escaped = 512,

    /// <summary>Makes it necessary to look closer, by itself.</summary>
    Any = Number | Label | Encoded | Markup | Parts | Escaped,

    /// <summary>Makes it necessary where something says card.</summary>
    Named = LongNumber | WeakLabel | Part,
}
