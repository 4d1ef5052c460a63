using System.Buffers;
using System.Text;

namespace Portal.Gateway.Masking.Views;

/// <summary>
/// Reads a source once, left to right. Behind the mark of an escape each character is appended alone, and as long as the end of
/// the view then completes an escape, the decoded character takes its place, which may complete another one. Every replacement
/// shortens the view and looks back a constant distance, so that the whole is linear.
/// </summary>
internal ref struct ViewDecoder(ReadOnlySpan<byte> source, ViewBuffer buffer)
{
    // How far behind a mark the escape it begins may end.
    private const int BackslashReach = 11;
    private const int ShortReach = 2;

    private readonly ReadOnlySpan<byte> _source = source;
    private readonly ViewBuffer _buffer = buffer;
    private int _position;
    private int _watchedTo;

    /// <summary>Gets how often something was looked for or replaced: what bounds the time besides the source's length.</summary>
    public int Steps { get; private set; }

    /// <summary>Reads it all.</summary>
    public void Run()
    {
        while (_position < _source.Length)
        {
            if (_source[_position] >= 0x80)
            {
                ShiftWide(_position);
            }
            else if (_buffer.Length < _watchedTo || !ShiftPlain())
            {
                Shift();
            }
        }
    }

    private bool ShiftPlain()
    {
        var end = _position + PlainBytes.CountOf(_source[_position..]);
        while (end < _source.Length && _source[end] == '=' && !QuotedPrintable.MayFollow(_source[(end + 1)..]))
        {
            end += 1 + PlainBytes.CountOf(_source[(end + 1)..]);
        }

        if (end == _position)
        {
            return false;
        }

        _buffer.AddPlain(_source[_position..end], _position);
        _position = end;
        return true;
    }

    private void Shift()
    {
        var start = _position;
        var value = _source[start];
        if (value is (byte)'%' or (byte)'\\' && ShiftWhole(start))
        {
            return;
        }

        var isPair = value == '\r' && start + 1 < _source.Length && _source[start + 1] == '\n';
        _position += isPair ? 2 : 1;
        var character = value is (byte)'\r' or 0x0B or 0x0C ? '\n' : (char)value;
        if (char.IsAsciiLetterUpper(character))
        {
            Push((char)(character | 0x20), start, ViewFlags.Upper);
        }
        else
        {
            Push(character, start, ViewFlags.None);
        }
    }

    // Spares the two commonest escapes the way over the buffer: written out in the source, and no backslash before their mark.
    private bool ShiftWhole(int start)
    {
        if (start + 1 == _source.Length || (_buffer.Length > 0 && _buffer.Characters[^1] == '\\'))
        {
            return false;
        }

        var next = (char)_source[start + 1];
        var escape =
            _source[start] == '\\' ? BackslashEscape.ReadSingle(next)
            : start + 2 < _source.Length && ByteEscape.Value(next, (char)_source[start + 2]) is >= 0 and < 0x80 and var value
                ? new Escape(3, value, ViewFlags.Percent)
            : default;
        if (escape.Length == 0)
        {
            return false;
        }

        Steps++;
        _position = start + escape.Length;
        if (AppendDecoded(escape with { Flags = escape.Flags | ViewFlags.DecodedOnce }, start))
        {
            Reduce();
        }

        return true;
    }

    private void ShiftWide(int start)
    {
        // Undecodable bytes come out as the replacement character, one for each ill-formed part.
        _ = Rune.DecodeFromUtf8(_source[start..], out var rune, out var consumed);
        _position += Math.Max(consumed, 1);
        var character = ViewCharacters.Of(rune);
        if (character != ViewCharacters.Removed)
        {
            Push(character, start, ViewCharacters.IsUpper(rune, character) ? ViewFlags.Upper : ViewFlags.None);
        }
    }

    private void Push(char character, int start, ViewFlags flags)
    {
        Append(character, start, flags);
        Reduce();
    }

    private void Reduce()
    {
        while (_buffer.Length <= _watchedTo && Completed() is { Length: > 0 } escape)
        {
            var start = _buffer.StartOf(_buffer.Length - escape.Length);
            var flags = _buffer.FlagsForLast(escape.Length);
            _buffer.RemoveLast(escape.Length);
            if (!AppendDecoded(escape with { Flags = escape.Flags | flags }, start))
            {
                return;
            }
        }
    }

    private void Append(char character, int start, ViewFlags flags)
    {
        _buffer.Add(character, start, _position, flags);
        var reach = character switch
        {
            '%' or '=' => ShortReach,
            '&' => CharacterReference.Longest - 1,
            '\\' => BackslashReach,
            _ => 0,
        };
        if (reach > 0)
        {
            _watchedTo = Math.Max(_watchedTo, _buffer.Length + reach);
        }
    }

    private Escape Completed()
    {
        Steps++;
        var text = _buffer.Characters;
        if (text.Length < 2)
        {
            return default;
        }

        var last = text[^1];
        if (text[^2] == '\\' && !BeginsInnerEscape(last) && BackslashEscape.ReadSingle(last) is { Length: > 0 } single)
        {
            return single;
        }

        return last switch
        {
            ';' => CharacterReference.Read(text),
            '}' => BackslashEscape.ReadBraces(text),
            '\n' => QuotedPrintable.IsSoftBreak(_buffer) ? new(2, Escape.Nothing) : default,
            _ => text.Length >= 3 && char.IsAsciiHexDigit(last) ? CompletedByDigit(text) : default,
        };
    }

    // In "\u005c\u0075" the second backslash belongs to what follows, not to the one that an outer layer will read.
    private readonly bool BeginsInnerEscape(char last) =>
        last == '\\' && _buffer.DepthOf(_buffer.Length - 2) > _buffer.DepthOf(_buffer.Length - 1);

    private readonly Escape CompletedByDigit(ReadOnlySpan<char> text)
    {
        var rest = _source[_position..];
        if (text[^3] is '%' or '=' && char.IsAsciiHexDigit(text[^2]))
        {
            if (text[^3] == '=')
            {
                return QuotedPrintable.Read(_buffer, rest);
            }

            _ = ByteEscape.Read(text, 3, out var escape);
            return escape with { Flags = ViewFlags.Percent };
        }

        return BackslashEscape.ReadDigits(_buffer, rest.IsEmpty ? (byte)0 : rest[0]);
    }

    // Says whether there is a character: not for soft line breaks and what is invisible.
    private bool AppendDecoded(Escape escape, int start)
    {
        if (escape.Value == Escape.Nothing)
        {
            return false;
        }

        var rune = new Rune(escape.Value);
        var character = ViewCharacters.Of(rune);
        if (character == ViewCharacters.Removed)
        {
            return false;
        }

        var flags = escape.Flags;
        flags |= ViewCharacters.IsUpper(rune, character) ? ViewFlags.Upper : ViewFlags.None;
        if (escape.Value == '\r')
        {
            flags |= ViewFlags.CarriageReturn;
        }
        else if (escape.Value == '\n' && _buffer.Length > 0 && _buffer.Has(_buffer.Length - 1, ViewFlags.CarriageReturn))
        {
            start = _buffer.StartOf(_buffer.Length - 1);
            _buffer.RemoveLast(1);
        }

        Append(character, start, flags);
        return true;
    }
}
