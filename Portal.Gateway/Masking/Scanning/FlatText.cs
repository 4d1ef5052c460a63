using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Portal.Gateway.Masking.Detectors;
using Portal.Gateway.Masking.Views;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Text as ASCII of the same meaning to every detector: digits of any script are digits, spaces and dashes of any width are one, letters lose their
/// diacritics, escapes are undone. So the scan itself knows nothing beyond ASCII.
/// </summary>
internal ref struct FlatText
{
    // Letters of Latin, which are most of what is not ASCII.
    private const int FirstBeyondLatin = 0x250;

    private static readonly SearchValues<byte> Plain = SearchValues.Create([
        .. Enumerable.Range(0, 128).Where(value => value != '\\').Select(value => (byte)value),
    ]);
    private static readonly SearchValues<byte> Ascii = SearchValues.Create([
        .. Enumerable.Range(0, 128).Select(value => (byte)value),
    ]);
    private static readonly byte[] Latin = [.. Enumerable.Range(0, FirstBeyondLatin).Select(value => Of(new Rune(value)))];

    private readonly Span<byte> _target;
    private readonly bool _keepsApart;
    private int _length;
    private bool _isBehindLetter;

    private FlatText(Span<byte> target, bool keepsApart)
    {
        _target = target;
        _keepsApart = keepsApart;
    }

    private Findings Found { get; set; }

    private bool Glues { get; set; }

    /// <summary>Whether a text is flat already.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="hasEscapes">Whether backslashes are escapes.</param>
    public static bool Is(ReadOnlySpan<byte> text, bool hasEscapes) => text.IndexOfAnyExcept(hasEscapes ? Plain : Ascii) < 0;

    /// <summary>Flattens a text.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="undoesEscapes">Whether a backslash and what follows are one character.</param>
    /// <param name="keepsApart">
    /// Whether letters and digits beyond ASCII become none at all: to a decoder they end a run of Base64, where the letters and digits they are like would
    /// be part of it.
    /// </param>
    /// <param name="target">Receives the flat text; as long as the text, and may be where the text is.</param>
    /// <param name="found">What names in scripts that are not flattened say.</param>
    /// <param name="glues">Whether there were such letters or digits.</param>
    /// <returns>Its length.</returns>
    public static int Flatten(
        ReadOnlySpan<byte> text,
        bool undoesEscapes,
        bool keepsApart,
        Span<byte> target,
        out Findings found,
        out bool glues
    )
    {
        var flat = new FlatText(target, keepsApart);
        flat.Read(text, undoesEscapes);
        found = flat.Found;
        glues = flat.Glues;
        return flat._length;
    }

    private void Read(ReadOnlySpan<byte> text, bool undoesEscapes)
    {
        var stops = undoesEscapes ? Plain : Ascii;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(stops);
            plain = plain < 0 ? text.Length : plain;
            if (plain > 0)
            {
                text[..plain].CopyTo(_target[_length..]);
                _length += plain;
                text = text[plain..];
                _isBehindLetter = false;
                continue;
            }

            text = text[(text[0] == '\\' ? AddEscape(text) : AddCharacter(text))..];
        }
    }

    private int AddCharacter(ReadOnlySpan<byte> text)
    {
        _ = Rune.DecodeFromUtf8(text, out var rune, out var consumed);
        Add(rune);
        return consumed;
    }

    // Escapes of JSON, JavaScript, C and shells. What is none is the character behind the backslash.
    private int AddEscape(ReadOnlySpan<byte> text)
    {
        if (text.Length == 1)
        {
            Add(ByteClasses.Other);
            return 1;
        }

        var value = text[1];
        if (value >= 0x80)
        {
            return 1 + AddCharacter(text[1..]);
        }

        if (value == 'u' && UnitAt(text, 0) is >= 0 and var unit)
        {
            var low = char.IsHighSurrogate((char)unit) ? UnitAt(text, 6) : -1;
            var isPair = low >= 0 && char.IsLowSurrogate((char)low);
            Add(
                isPair ? new Rune((char)unit, (char)low)
                : Rune.TryCreate((char)unit, out var single) ? single
                : Rune.ReplacementChar
            );
            return isPair ? 12 : 6;
        }

        if (
            value == 'x'
            && text.Length >= 4
            && Utf8Parser.TryParse(text.Slice(2, 2), out byte code, out var consumed, 'x')
            && consumed == 2
        )
        {
            Add(new Rune(code));
            return 4;
        }

        Add(
            value switch
            {
                (byte)'n' or (byte)'r' => (byte)'\n',
                (byte)'t' => (byte)'\t',
                (byte)'b' => ByteClasses.Other,
                (byte)'f' => (byte)'\f',
                _ => value,
            }
        );
        return 2;
    }

    private static int UnitAt(ReadOnlySpan<byte> text, int position) =>
        position + 6 <= text.Length
        && text[position] == '\\'
        && text[position + 1] == 'u'
        && Utf8Parser.TryParse(text.Slice(position + 2, 4), out ushort unit, out var consumed, 'x')
        && consumed == 4
            ? unit
            : -1;

    private void Add(Rune rune)
    {
        if (!rune.IsAscii && rune.Value >= FirstBeyondLatin)
        {
            Found |= NativeNames.BeginningWith(rune, _isBehindLetter);
        }

        var value = rune.Value < FirstBeyondLatin ? Latin[rune.Value] : Of(rune);
        var isLike = !rune.IsAscii && ByteClasses.IsOfAlphabet(value);
        Glues |= isLike;
        Add(isLike && _keepsApart ? ByteClasses.Other : value);
        _isBehindLetter = Rune.IsLetter(rune);
    }

    private void Add(byte value)
    {
        _isBehindLetter = false;

        // Any number of invisible characters is as good as one.
        if (value != ByteClasses.Invisible || _length == 0 || _target[_length - 1] != ByteClasses.Invisible)
        {
            _target[_length++] = value;
        }
    }

    private static byte Of(Rune rune)
    {
        if (rune.IsAscii)
        {
            return (byte)rune.Value;
        }

        Span<byte> bytes = stackalloc byte[4];
        var character = CodePoints.At(bytes[..rune.EncodeToUtf8(bytes)], 0);
        return character.Kind switch
        {
            CodePointKind.Digit => (byte)('0' + character.Digit),
            CodePointKind.Ignorable => ByteClasses.Invisible,
            CodePointKind.Space => (byte)' ',
            CodePointKind.Tab => (byte)'\t',
            CodePointKind.Newline => (byte)'\n',
            CodePointKind.Dash => (byte)'-',
            CodePointKind.Dot => (byte)'.',
            CodePointKind.Slash => (byte)'/',
            CodePointKind.Underscore => (byte)'_',
            CodePointKind.Colon => (byte)':',
            _ when rune.Value is 0xAB or 0xBB or 0x300C or 0x300D => (byte)'(',
            _ when rune.Value is 0x3001 => (byte)',',
            _ => rune.IsBmp && Folding.Fold((char)rune.Value) is < (char)128 and var folded ? (byte)folded : ByteClasses.Other,
        };
    }
}
