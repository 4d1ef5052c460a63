using System.Buffers;
using System.Text;

namespace Portal.Gateway.Masking.Context;

/// <summary>A text as folded UTF-16, with the way back to its bytes.</summary>
internal readonly ref struct FoldedText
{
    private readonly char[] _characters;
    private readonly int[]? _offsets;
    private readonly int _length;

    /// <summary>Folds a text. Low lines, hyphens and spaces of any kind become spaces, and several of them one.</summary>
    public FoldedText(ReadOnlySpan<byte> text)
    {
        _characters = ArrayPool<char>.Shared.Rent(text.Length);
        if (Ascii.IsValid(text))
        {
            _length = text.Length;
            for (var index = 0; index < text.Length; index++)
            {
                _characters[index] = FoldAscii(text[index]);
            }

            if (Characters.IndexOf("  ") >= 0)
            {
                _offsets = ArrayPool<int>.Shared.Rent(text.Length + 1);
                _length = JoinSpaces(_characters.AsSpan(0, _length), _offsets, areOffsets: false);
            }

            return;
        }

        _offsets = ArrayPool<int>.Shared.Rent(text.Length + 1);
        var position = 0;
        Span<char> units = stackalloc char[2];
        while (position < text.Length)
        {
            _ = Rune.DecodeFromUtf8(text[position..], out var rune, out var consumed);
            var count = rune.EncodeToUtf16(units);
            for (var unit = 0; unit < count; unit++)
            {
                _offsets[_length] = position;
                _characters[_length++] = count == 2 ? FoldPair(rune, unit) : rune.IsAscii ? FoldAscii((byte)rune.Value) : Rune.IsWhiteSpace(rune) ? ' ' : Folding.Fold(units[0]);
            }

            position += consumed;
        }

        _offsets[_length] = text.Length;
        _length = JoinSpaces(_characters.AsSpan(0, _length), _offsets, areOffsets: true);
    }

    /// <summary>The folded text.</summary>
    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, _length);

    /// <summary>Where a character begins in the original bytes; for the length, their end.</summary>
    public int OffsetOf(int character) => _offsets is null ? character : _offsets[character];

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_characters, clearArray: true);
        if (_offsets is not null)
        {
            ArrayPool<int>.Shared.Return(_offsets);
        }
    }

    // Several spaces are one. Returns how many characters are left.
    private static int JoinSpaces(Span<char> characters, int[] offsets, bool areOffsets)
    {
        var end = areOffsets ? offsets[characters.Length] : characters.Length;
        var length = 0;
        for (var index = 0; index < characters.Length; index++)
        {
            if (characters[index] != ' ' || length == 0 || characters[length - 1] != ' ')
            {
                offsets[length] = areOffsets ? offsets[index] : index;
                characters[length++] = characters[index];
            }
        }

        offsets[length] = end;
        return length;
    }

    private static char FoldAscii(byte value) => value switch
    {
        >= (byte)'A' and <= (byte)'Z' => (char)(value | 0x20),
        (byte)'_' or (byte)'-' or (byte)'\t' => ' ',
        _ => (char)value,
    };

    // Digits beyond the basic plane, such as mathematical ones: the first unit is the digit, the second nothing.
    private static char FoldPair(Rune rune, int unit) => Rune.IsDigit(rune) && unit == 0 ? (char)('0' + (int)Rune.GetNumericValue(rune)) : unit == 0 ? '\uFFFD' : '\u200B';
}
