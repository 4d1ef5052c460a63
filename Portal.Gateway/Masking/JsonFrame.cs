using Portal.Gateway.Masking.Context;

namespace Portal.Gateway.Masking;

/// <summary>One object or array around the token that is being read.</summary>
internal struct JsonFrame
{
    /// <summary>Whether it is an array.</summary>
    public bool IsArray;

    /// <summary>Whether it is the protocol's <c>_meta</c>.</summary>
    public bool IsMeta;

    /// <summary>What its own name says.</summary>
    public FieldMeaning Meaning;

    /// <summary>Where it begins in the text.</summary>
    public int Start;

    /// <summary>Index of the element that is being read.</summary>
    public int Index;

    /// <summary>What its direct members say about each other; null until somebody asked.</summary>
    public FieldMeaning? Facts;

    /// <summary>What the header row among its members says of each column; empty when there is none, null until somebody asked.</summary>
    public FieldMeaning[]? Header;
}
