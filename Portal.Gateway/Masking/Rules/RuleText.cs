using System.Buffers;
using System.Text;

namespace Portal.Gateway.Masking.Rules;

/// <summary>
/// A text as regular expressions see it, in UTF-16, with the bytes each of its units came from. Its buffers are cleared when given back.
/// </summary>
internal ref struct RuleText
{
    private readonly char[] _units;
    private readonly int[]? _starts;
    private readonly int _length;

    /// <summary>Decodes valid UTF-8.</summary>
    public RuleText(ReadOnlySpan<byte> bytes)
    {
        _units = ArrayPool<char>.Shared.Rent(Math.Max(bytes.Length, 1));
        _length = Encoding.UTF8.GetChars(bytes, _units);
        if (_length != bytes.Length)
        {
            _starts = ArrayPool<int>.Shared.Rent(_length + 1);
            Map(bytes);
        }
    }

    /// <summary>The text.</summary>
    public readonly ReadOnlySpan<char> Units => _units.AsSpan(0, _length);

    /// <summary>The byte a unit begins at; of the second half of a pair, the byte behind the pair.</summary>
    public readonly int ByteAt(int unit) => _starts is null ? unit : _starts[unit];

    /// <summary>Widens a match so that it does not cut a surrogate pair in half.</summary>
    public readonly (int Start, int End) Whole(int start, int end)
    {
        start -= start > 0 && start < _length && char.IsLowSurrogate(_units[start]) ? 1 : 0;
        end += end > 0 && end < _length && char.IsLowSurrogate(_units[end]) ? 1 : 0;
        return (start, end);
    }

    public readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(_units, clearArray: true);
        if (_starts is not null)
        {
            ArrayPool<int>.Shared.Return(_starts);
        }
    }

    private readonly void Map(ReadOnlySpan<byte> bytes)
    {
        var unit = 0;
        var position = 0;
        while (position < bytes.Length)
        {
            _starts![unit++] = position;
            _ = Rune.DecodeFromUtf8(bytes[position..], out var rune, out var consumed);
            position += consumed;
            if (rune.Utf16SequenceLength == 2)
            {
                _starts[unit++] = position;
            }
        }

        _starts![unit] = position;
    }
}
