using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <summary>One object or array around the token that is being read.</summary>
internal struct JsonFrame
{
    /// <summary>Whether it is an array.</summary>
    public bool IsArray;

    /// <summary>Whether it is the protocol's <c>_meta</c>.</summary>
    public bool IsMeta;

    /// <summary>Gets what its own name says.</summary>
    public Senses Senses;

    /// <summary>Where it begins in the text.</summary>
    public int Start;

    /// <summary>Index of the element or member that is being read.</summary>
    public int Index;

    /// <summary>Gets what its direct members say about each other, once <see cref="HasFacts"/>.</summary>
    public Senses Facts;

    /// <summary>Whether all members were looked at.</summary>
    public bool HasFacts;

    /// <summary>Whether a member says that another holds a picture or sound; null until somebody asked.</summary>
    public bool? HoldsMedia;

    /// <summary>The header row among its members: one more than its index among those that were read, 0 until somebody asked.</summary>
    public int Header;

    /// <summary>As <see cref="Header"/>, for rows that are objects in one of its members.</summary>
    public int HeaderOfRows;
}
