namespace Portal.Gateway.Masking;

/// <summary>Represents what stands at a place of a JSON text; see <see cref="JsonCursor"/>.</summary>
internal enum JsonKind : byte
{
    /// <summary>Nothing: white space, a comma or colon.</summary>
    None,

    /// <summary><c>{</c>.</summary>
    StartObject,

    /// <summary><c>}</c>.</summary>
    EndObject,

    /// <summary><c>[</c>.</summary>
    StartArray,

    /// <summary><c>]</c>.</summary>
    EndArray,

    /// <summary>A member's name.</summary>
    Name,

    /// <summary>A string that is a value.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c>, <c>false</c> or <c>null</c>.</summary>
    Literal,

    /// <summary>Means what stands in no JSON text.</summary>
    Other,
}
