using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>Represents where a scalar value stands in a JSON text.</summary>
/// <param name="Token">Where its token begins: a string with its quote.</param>
/// <param name="Start">Where its value begins: a string behind its quote.</param>
/// <param name="Container">Where the object or array around it begins.</param>
/// <param name="Parent">Where the one around that begins.</param>
/// <param name="Senses">What its name says, and what it inherits: an array's elements have the array's senses.</param>
/// <param name="NameStart">Where its name begins, behind the quote; 0 for elements.</param>
/// <param name="NameLength">Bytes of its name; 0 for elements.</param>
/// <param name="IsNumber">Whether it is a JSON number.</param>
/// <param name="IsElement">Whether it is an array's element.</param>
internal readonly record struct ValuePlace(
    int Token,
    int Start,
    int Container,
    int Parent,
    Senses Senses,
    int NameStart,
    int NameLength,
    bool IsNumber,
    bool IsElement
)
{
    /// <summary>Gets its name.</summary>
    public ReadOnlySpan<byte> NameIn(ReadOnlySpan<byte> json) => json.Slice(NameStart, NameLength);

    /// <summary>Whether a text here goes on in a text there: in the next element of an array, or under the same name of
    /// another object.</summary>
    public bool GoesOnIn(ReadOnlySpan<byte> json, in ValuePlace next) =>
        next.Container == Container
            ? IsElement && next.IsElement
            : NameLength > 0 && NameIn(json).SequenceEqual(next.NameIn(json));
}
