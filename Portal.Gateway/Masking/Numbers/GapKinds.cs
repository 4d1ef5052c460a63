namespace Portal.Gateway.Masking.Numbers;

/// <summary>Represents what stands between two groups of digits.</summary>
[Flags]
internal enum GapKinds : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A space.</summary>
    Space = 1,

    /// <summary>A tabulator.</summary>
    Tab = 2,

    /// <summary>A line end.</summary>
    Newline = 4,

    /// <summary>A dash.</summary>
    Dash = 8,

    /// <summary>A full stop, or a dot in the middle.</summary>
    Dot = 16,

    /// <summary>A slash.</summary>
    Slash = 32,

    /// <summary>A low line.</summary>
    Underscore = 64,

    /// <summary>A colon.</summary>
    Colon = 128,

    /// <summary>Brackets.</summary>
    Bracket = 256,

    /// <summary>Emphasis: asterisks, back quotes, tildes.</summary>
    Emphasis = 512,

    /// <summary>A tag of HTML or XML.</summary>
    Tag = 1024,

    /// <summary>A comma, bar, semicolon, quote or another sign that separates values.</summary>
    Odd = 2048,

    /// <summary>White space.</summary>
    Blank = Space | Tab | Newline,
}
