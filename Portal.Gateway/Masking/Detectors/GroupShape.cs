namespace Portal.Gateway.Masking.Detectors;

/// <summary>How well the groups of a window fit the way card numbers are written.</summary>
internal enum GroupShape
{
    /// <summary>Groups of any size: only under a name that says card number.</summary>
    Odd,

    /// <summary>Groups of three and more, the same separator.</summary>
    Grouped,

    /// <summary>As printed on cards, or groups of one size.</summary>
    Regular,

    /// <summary>One run.</summary>
    Single,
}
