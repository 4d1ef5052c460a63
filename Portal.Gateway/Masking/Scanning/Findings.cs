namespace Portal.Gateway.Masking.Scanning;

/// <summary>Represents what a text may hold, and so which detectors need to look at it.</summary>
[Flags]
internal enum Findings
{
    /// <summary>Nothing: no detector finds anything in it.</summary>
    None = 0,

    /// <summary>Digits that may be a card number, or a track with one.</summary>
    Number = 1,

    /// <summary>A long number that is masked only where something says card.</summary>
    LongNumber = 2,

    /// <summary>A name of what is masked whatever its digits are.</summary>
    Label = 4,

    /// <summary>Something that says card.</summary>
    CardName = 8,

    /// <summary>Text in Base64 or hexadecimal.</summary>
    Encoded = 16,

    /// <summary>Percent encoding, character references, tags, quoted-printable or PDF strings.</summary>
    Markup = 32,

    /// <summary>Parts of one number in values that follow each other.</summary>
    Parts = 64,

    /// <summary>Means what matters only beneath another layer of backslashes.</summary>
    Escaped = 128,

    /// <summary>Whatever makes it necessary to look closer.</summary>
    Any = Number | Label | Encoded | Markup | Parts | Escaped,
}
