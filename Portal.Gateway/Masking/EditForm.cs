namespace Portal.Gateway.Masking;

/// <summary>Represents what a replaced value was in its text, which limits what may stand in its place.</summary>
internal enum EditForm : byte
{
    /// <summary>Part of a string.</summary>
    Text,

    /// <summary>A JSON number: a number must stand there again, so that a declared schema still holds.</summary>
    Number,

    /// <summary>An encoded text, encoded again after what it holds was replaced.</summary>
    Encoded,

    /// <summary>A few digits of a number that is spread over several values.</summary>
    Part,

    /// <summary>Nothing: what might have been replaced, and stays.</summary>
    Kept,
}
