namespace Portal.Gateway.Masking.Splits;

/// <summary>How digits stand in a value.</summary>
internal enum SplitKind
{
    /// <summary>They are all there is.</summary>
    Digits,

    /// <summary>There are blanks or dashes besides.</summary>
    Whole,

    /// <summary>They are the name of a member.</summary>
    Name,

    /// <summary>A text ends with them.</summary>
    Trailing,

    /// <summary>A text begins with them.</summary>
    Leading,
}
