using System.Buffers;

namespace Portal.Gateway.Masking;

/// <summary>
/// Walks over the direct members of one object without reading what is in them. It decides nothing about validity: the text was read as JSON before.
/// </summary>
internal ref struct JsonMembers
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> ValueEnds = SearchValues.Create(",}] \t\r\n"u8);

    private readonly ReadOnlySpan<byte> _json;
    private int _position;

    /// <summary>Begins in front of the first member.</summary>
    /// <param name="json">A text that begins with the object.</param>
    public JsonMembers(ReadOnlySpan<byte> json)
    {
        _json = json;
        _position = 1;
    }

    /// <summary>The member's name as it stands between its quotes.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Whether there are escapes in it.</summary>
    public bool IsNameEscaped { get; private set; }

    /// <summary>Where the member's value begins.</summary>
    public int ValueStart { get; private set; }

    /// <summary>The member's value as it stands between its quotes; empty where it is no string.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    /// <summary>Whether there are escapes in it.</summary>
    public bool IsTextEscaped { get; private set; }

    /// <summary>Gets or sets what <see cref="Text"/> consists of, where that is easily told.</summary>
    public ValueShape Shape { get; private set; }

    /// <summary>Goes on to the next member; false where there is none.</summary>
    public bool Read()
    {
        SkipSpace((byte)',');
        if (_position >= _json.Length || _json[_position] != '"')
        {
            return false;
        }

        Name = ReadString(out var isEscaped);
        IsNameEscaped = isEscaped;
        SkipSpace((byte)':');
        Text = default;
        ValueStart = _position;
        if (_position < _json.Length && _json[_position] == '"')
        {
            var start = _position + 1;
            Text = ReadString(out isEscaped);
            IsTextEscaped = isEscaped;
            Shape = ValueShape.Of(_json, start, Text.Length);
        }
        else
        {
            SkipValue();
        }

        return true;
    }

    private void SkipSpace(byte sign)
    {
        while (
            _position < _json.Length
            && (_json[_position] == sign || _json[_position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        )
        {
            _position++;
        }
    }

    private ReadOnlySpan<byte> ReadString(out bool isEscaped)
    {
        var start = _position + 1;
        var end = JsonStrings.EndOf(_json, start, out isEscaped);
        _position = end + 1;
        return _json[start..end];
    }

    private void SkipValue()
    {
        if (_position < _json.Length && _json[_position] is not ((byte)'{' or (byte)'['))
        {
            var end = _json[_position..].IndexOfAny(ValueEnds);
            _position = end < 0 ? _json.Length : _position + end;
            return;
        }

        var depth = 0;
        while (_json[_position..].IndexOfAny(Structure) is >= 0 and var next)
        {
            _position += next;
            if (_json[_position] == '"')
            {
                _ = ReadString(out _);
                continue;
            }

            depth += _json[_position++] is (byte)'{' or (byte)'[' ? 1 : -1;
            if (depth == 0)
            {
                return;
            }
        }

        _position = _json.Length;
    }
}
