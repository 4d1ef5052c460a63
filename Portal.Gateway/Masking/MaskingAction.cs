namespace Portal.Gateway.Masking;

/// <summary>Represents what a masking rule does with a value; the higher is the stricter.</summary>
public enum MaskingAction : byte
{
    /// <summary>Its form stays, its content goes: a card number keeps first six and last four, anything else becomes asterisks.</summary>
    Mask = 0,

    /// <summary>A stable handle in its place: the same value, the same handle.</summary>
    Token = 1,

    /// <summary>Nothing of it is left.</summary>
    Redact = 2,

    /// <summary>The whole message is withheld.</summary>
    Block = 3,
}
