using System.Buffers;
using System.Runtime.CompilerServices;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking;

/// <summary>Puts a text together from parts of another and replacements, in a buffer that is used again.</summary>
internal ref struct MaskedText
{
    private const int Slack = 256;

    private byte[] _buffer;
    private int _length;

    /// <summary>Makes room.</summary>
    /// <param name="capacity">About as many bytes as it will have.</param>
    public MaskedText(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity + Slack);

    /// <summary>Adds bytes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Adds what stands in place of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="rendered">What its rule makes of it; see <see cref="MaskingProfile.Render"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> value, byte[] rendered)
    {
        if (!ReferenceEquals(rendered, PanReplacement.Truncated))
        {
            Add(rendered);
            return;
        }

        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        PanReplacement.Truncate(_buffer.AsSpan(_length, value.Length));
        _length += value.Length;
    }

    /// <summary>The whole text, in memory of its own. Nothing may be added afterwards.</summary>
    public byte[] ToArrayAndReturn()
    {
        var text = _buffer.AsSpan(0, _length).ToArray();

        // A card number's digits were in it for a moment.
        _buffer.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        return text;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (_length + count > _buffer.Length)
        {
            Grow(count);
        }
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent((2 * _buffer.Length) + count);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }
}
