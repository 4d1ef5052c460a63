using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Portal.Gateway.Masking;

/// <summary>One token of a JSON text; see <see cref="JsonCursor"/>. A single number, so that it is handed over in a register.</summary>
internal readonly record struct JsonToken
{
    private const int LengthShift = 5;
    private const int StartShift = 34;
    private const ulong EscapedBit = 16;
    private const ulong KindBits = 15;

    // From above: start, length, whether it is escaped, kind.
    private readonly ulong _bits;

    /// <summary>Puts a token together.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="isEscaped">Whether there are escapes in it; of strings and names.</param>
    /// <param name="start">Where it begins: a string with its quote, as <see cref="Utf8JsonReader.TokenStartIndex"/>.</param>
    /// <param name="length">Bytes of its value: of a string or name those between its quotes. Less than <see cref="LengthLimit"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsonToken(JsonKind kind, bool isEscaped, int start, int length) =>
        _bits =
            ((ulong)(uint)start << StartShift)
            | ((ulong)(uint)length << LengthShift)
            | (isEscaped ? EscapedBit : 0)
            | (ulong)kind;

    /// <summary>Neither a token nor the text around it is so long: 512 MiB, twice the largest message that can be allowed.</summary>
    public const int LengthLimit = 1 << (StartShift - LengthShift);

    /// <summary>Gets what it is.</summary>
    public JsonKind Kind => (JsonKind)(_bits & KindBits);

    /// <summary>Whether there are escapes in it; of strings and names.</summary>
    public bool IsEscaped => (_bits & EscapedBit) != 0;

    /// <summary>Where it begins: a string with its quote.</summary>
    public int Start => (int)(_bits >> StartShift);

    /// <summary>Bytes of its value.</summary>
    public int Length => (int)((_bits >> LengthShift) & (LengthLimit - 1));

    /// <summary>Where its value begins.</summary>
    public int ValueStart => Kind is JsonKind.String or JsonKind.Name ? Start + 1 : Start;

    /// <summary>First byte behind the token.</summary>
    public int End => Kind is JsonKind.String or JsonKind.Name ? Start + Length + 2 : Start + Length;

    /// <summary>A string or name between its quotes, a number or literal as it stands; of others nothing that matters.</summary>
    /// <param name="json">The text it is of.</param>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json.Slice(ValueStart, Length);
}
