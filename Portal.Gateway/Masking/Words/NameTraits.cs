namespace Portal.Gateway.Masking.Words;

/// <summary>Represents what a name is besides what it means: names that somebody asks for by their letters.</summary>
[Flags]
internal enum NameTraits
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary><c>code</c>.</summary>
    Code = 1,

    /// <summary><c>52</c> or <c>052</c>, the PIN block of an ISO 8583 message.</summary>
    Element52 = 2,

    /// <summary>The protocol's <c>_meta</c>.</summary>
    Meta = 4,

    /// <summary>The protocol's <c>id</c>.</summary>
    Id = 8,

    /// <summary>The protocol's <c>cursor</c>, <c>nextCursor</c> or <c>requestId</c>.</summary>
    Cursor = 16,

    /// <summary>The protocol's <c>progressToken</c>.</summary>
    ProgressToken = 32,

    /// <summary>Means what is said about something, not what it is called: <c>message</c>, <c>reason</c>.</summary>
    Prose = 64,

    /// <summary>It holds nothing to mask itself.</summary>
    Clean = 128,
}
