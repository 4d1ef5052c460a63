namespace Portal.Gateway.Masking.Words;

/// <summary>Represents what a character is to those who look for words.</summary>
internal enum CharacterKind : byte
{
    /// <summary>No part of a word.</summary>
    Other,

    /// <summary>A letter.</summary>
    Letter,

    /// <summary>A digit.</summary>
    Digit,

    /// <summary>A letter of a script that is written without spaces.</summary>
    Unspaced,
}
