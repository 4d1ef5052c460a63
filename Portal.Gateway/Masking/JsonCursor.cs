using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Portal.Gateway.Masking;

/// <summary>
/// Goes through a JSON text token by token, faster than <see cref="Utf8JsonReader"/> because it proves nothing: the text must have been read as
/// JSON before, and of such a text it gives the tokens that the reader gives. Of any other it gives some tokens or throws, within its bounds.
/// </summary>
internal ref struct JsonCursor
{
    private readonly ReadOnlySpan<byte> _json;
    private int _position;
    private int _start;
    private int _length;

    /// <summary>Begins in front of the first token.</summary>
    /// <param name="json">One JSON text, or several one behind the other.</param>
    public JsonCursor(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>What the token is.</summary>
    public JsonKind Kind { get; private set; }

    /// <summary>Where the token begins: a string with its quote.</summary>
    public int Start { get; private set; }

    /// <summary>Whether there are escapes in the string.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>A string between its quotes, a number or literal as it stands; of others nothing that matters.</summary>
    public readonly ReadOnlySpan<byte> Value => _json.Slice(_start, _length);

    /// <summary>Goes on to the next token; false where there is none.</summary>
    /// <exception cref="JsonException">It cannot be told where the token ends, or what it is.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Read()
    {
        while ((uint)_position < (uint)_json.Length)
        {
            var sign = _json[_position];
            if (sign == '"')
            {
                ReadString();
                return true;
            }

            if (sign is not ((byte)',' or (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                ReadOther(sign);
                return true;
            }

            _position++;
        }

        return false;
    }

    private void ReadString()
    {
        Start = _position;
        _start = _position + 1;
        var end = JsonStrings.EndOf(_json, _start, out var isEscaped);
        IsEscaped = isEscaped;
        _length = end - _start;
        _position = end + 1;

        // What a colon follows is a name, and nothing else is.
        while ((uint)_position < (uint)_json.Length && _json[_position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _position++;
        }

        Kind = (uint)_position < (uint)_json.Length && _json[_position] == ':' ? JsonKind.Name : JsonKind.String;
    }

    private void ReadOther(byte sign)
    {
        Start = _start = _position;
        _length = 1;
        IsEscaped = false;
        Kind = sign switch
        {
            (byte)'{' => JsonKind.StartObject,
            (byte)'}' => JsonKind.EndObject,
            (byte)'[' => JsonKind.StartArray,
            (byte)']' => JsonKind.EndArray,
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => JsonKind.Number,
            (byte)'t' or (byte)'f' or (byte)'n' => JsonKind.Literal,
            _ => throw new JsonException("The text is not JSON."),
        };
        if (Kind >= JsonKind.Number)
        {
            _length = Kind == JsonKind.Number ? NumberLength() : Math.Min(_json.Length - _position, sign == 'f' ? 5 : 4);
        }

        _position += _length;
    }

    private readonly int NumberLength()
    {
        var end = _position + 1;
        while ((uint)end < (uint)_json.Length && _json[end] is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'-' or (byte)'+' or (byte)'e' or (byte)'E')
        {
            end++;
        }

        return end - _position;
    }
}
