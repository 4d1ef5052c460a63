using System.Buffers;

namespace Portal.Gateway.Masking.Decoders;

/// <summary>
/// A text that was decoded from another, with the bytes each of its own came from, so that what is found in it can be replaced in the original. Its
/// buffers are cleared when given back.
/// </summary>
internal ref struct DecodedText
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private readonly int[] _ends;

    /// <summary>Makes room.</summary>
    /// <param name="capacity">Most bytes the text will have.</param>
    public DecodedText(int capacity)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(capacity);
        _starts = ArrayPool<int>.Shared.Rent(capacity);
        _ends = ArrayPool<int>.Shared.Rent(capacity);
    }

    /// <summary>Number of bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The decoded text.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Adds a byte that stands for a part of the original.</summary>
    public void Add(byte value, int start, int end)
    {
        _bytes[Length] = value;
        _starts[Length] = start;
        _ends[Length++] = end;
    }

    /// <summary>Adds a character that stands for a part of the original.</summary>
    public void Add(System.Text.Rune value, int start, int end)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var single in bytes[..value.EncodeToUtf8(bytes)])
        {
            Add(single, start, end);
        }
    }

    /// <summary>Adds bytes as they are.</summary>
    public void Copy(ReadOnlySpan<byte> source, int start)
    {
        source.CopyTo(_bytes.AsSpan(Length));
        for (var index = 0; index < source.Length; index++)
        {
            _starts[Length] = start + index;
            _ends[Length++] = start + index + 1;
        }
    }

    /// <summary>An edit of this text as one of the original.</summary>
    public readonly Edit ToOriginal(Edit edit)
    {
        var start = _starts[edit.Start];
        return edit with { Start = start, Length = _ends[edit.End - 1] - start };
    }

    /// <summary>A part of this text as one of the original.</summary>
    public readonly (int Start, int Length) ToOriginal(int start, int length) =>
        (_starts[start], _ends[start + length - 1] - _starts[start]);

    public readonly void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<int>.Shared.Return(_ends);
    }
}
