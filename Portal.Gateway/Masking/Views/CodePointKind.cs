namespace Portal.Gateway.Masking.Views;

/// <summary>Classes of characters.</summary>
internal enum CodePointKind : byte
{
    /// <summary>Ends a number.</summary>
    Other,

    /// <summary>A digit of any script.</summary>
    Digit,

    /// <summary>Not seen at all: zero width, soft hyphen, direction mark, variation selector, combining mark.</summary>
    Ignorable,

    /// <summary>Space of any width.</summary>
    Space,

    /// <summary>Tabulator.</summary>
    Tab,

    /// <summary>Line end.</summary>
    Newline,

    /// <summary>Hyphen, dash, minus.</summary>
    Dash,

    /// <summary>Full stop or a dot in the middle.</summary>
    Dot,

    /// <summary>Slash.</summary>
    Slash,

    /// <summary>Low line.</summary>
    Underscore,

    /// <summary>Colon.</summary>
    Colon,
}
