using System.Text;

namespace Portal.Gateway.Masking.Rules;

/// <summary>One selector of a JSONPath segment (RFC 9535, 2.3): a member's name, an element's index, or everything.</summary>
internal readonly record struct FieldSelector
{
    private FieldSelector(byte[]? name, int index)
    {
        Name = name;
        Index = index;
    }

    /// <summary>Every member or element.</summary>
    public static FieldSelector Any { get; } = new(null, -1);

    /// <summary>The member's name in UTF-8; null for an index or everything.</summary>
    public byte[]? Name { get; }

    /// <summary>The element's index; -1 for a name or everything.</summary>
    public int Index { get; }

    /// <summary>Whether it selects everything.</summary>
    public bool IsAny => Name is null && Index < 0;

    public static FieldSelector OfName(string name) => new(Encoding.UTF8.GetBytes(name), -1);

    public static FieldSelector OfIndex(int index) => new(null, index);
}
