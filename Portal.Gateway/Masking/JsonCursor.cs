using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Portal.Gateway.Masking;

/// <summary>
/// Goes through a JSON text token by token, faster than <see cref="Utf8JsonReader"/> because it proves nothing: the text must have been read as
/// JSON before, and of such a text it gives the tokens that the reader gives. Of any other it gives some tokens or throws, within its bounds.
/// </summary>
/// <remarks>All of it is inlined where it is used, and tokens are handed over by value: so its position stays in a register.</remarks>
internal ref struct JsonCursor
{
    private static readonly JsonKind[] Kinds = [.. Enumerable.Range(0, 256).Select(sign => KindOf((byte)sign))];

    private readonly ReadOnlySpan<byte> _json;
    private int _position;

    /// <summary>Begins in front of the first token.</summary>
    /// <param name="json">One JSON text, or several one behind the other.</param>
    /// <exception cref="JsonException">It is longer than a token can tell.</exception>
    public JsonCursor(ReadOnlySpan<byte> json) =>
        _json =
            json.Length < JsonToken.LengthLimit
                ? json
                : throw new JsonException($"The text is longer than {JsonToken.LengthLimit - 1} bytes.");

    /// <summary>Where the next token is looked for: behind the last one. A colon behind a name is still to come.</summary>
    public int Position
    {
        readonly get => _position;
        set => _position = value;
    }

    /// <summary>Goes on to the next token; false where there is none.</summary>
    /// <param name="token">The token.</param>
    /// <exception cref="JsonException">It cannot be told where the token ends, or what it is.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Read(out JsonToken token)
    {
        var position = _position;
        while ((uint)position < (uint)_json.Length)
        {
            var sign = _json[position];
            if (sign == '"')
            {
                var end = JsonStrings.EndOf(_json, position + 1, out var isEscaped);

                // What a colon follows is a name, and nothing else is.
                _position = SkipSpace(end + 1);
                var isName = (uint)_position < (uint)_json.Length && _json[_position] == ':';
                token = new JsonToken(isName ? JsonKind.Name : JsonKind.String, isEscaped, position, end - position - 1);
                return true;
            }

            var kind = Kinds[sign];
            if (kind != JsonKind.None)
            {
                var length = kind >= JsonKind.Number ? LengthOf(_json, position) : 1;
                token = new JsonToken(kind, isEscaped: false, position, length);
                _position = position + length;
                return true;
            }

            position++;
        }

        token = default;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int SkipSpace(int position)
    {
        while ((uint)position < (uint)_json.Length && _json[position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            position++;
        }

        return position;
    }

    private static int LengthOf(ReadOnlySpan<byte> json, int position) =>
        Kinds[json[position]] switch
        {
            JsonKind.Number => JsonNumbers.LengthOf(json[position..]),
            JsonKind.Literal => Math.Min(json.Length - position, json[position] == 'f' ? 5 : 4),
            _ => throw new JsonException("The text is not JSON."),
        };

    private static JsonKind KindOf(byte sign) =>
        sign switch
        {
            (byte)',' or (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' => JsonKind.None,
            (byte)'{' => JsonKind.StartObject,
            (byte)'}' => JsonKind.EndObject,
            (byte)'[' => JsonKind.StartArray,
            (byte)']' => JsonKind.EndArray,
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => JsonKind.Number,
            (byte)'t' or (byte)'f' or (byte)'n' => JsonKind.Literal,
            _ => JsonKind.Other,
        };
}
