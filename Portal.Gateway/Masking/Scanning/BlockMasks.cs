using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Sixty-four bytes of ASCII as bits, one mask a class: bit n is the n-th byte.</summary>
internal struct BlockMasks
{
    /// <summary>Bytes in a block.</summary>
    public const int Size = 64;

    public ulong Digits;
    public ulong Letters;
    public ulong Uppers;
    public ulong Joiners;
    public ulong Signs;
    public ulong Marks;
    public ulong Quotes;
    public ulong Spaces;
    public ulong Exponents;

    /// <summary>Classifies a block.</summary>
    /// <param name="block">The first of its bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockMasks Of(ref byte block) => Avx512Vbmi.IsSupported ? ByTable(ref block) : ByComparison(ref block);

    /// <summary>With a table of all of ASCII in two registers: one instruction classifies the whole block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockMasks ByTable(ref byte block)
    {
        var bytes = Vector512.LoadUnsafe(ref block);
        var classes = Avx512Vbmi.PermuteVar64x8x2(Vector512.LoadUnsafe(ref ByteClasses.Table[0]), bytes, Vector512.LoadUnsafe(ref ByteClasses.Table[Size]));
        return new BlockMasks
        {
            Digits = MaskOf(classes, ByteClass.Digit),
            Letters = MaskOf(classes, ByteClass.Letter),
            Uppers = MaskOf(classes, ByteClass.Upper),
            Joiners = MaskOf(classes, ByteClass.Joiner),
            Signs = MaskOf(classes, ByteClass.Sign),
            Marks = MaskOf(classes, ByteClass.Mark),
            Quotes = MaskOf(classes, ByteClass.Quote),
            Exponents = classes.ExtractMostSignificantBits(),
            Spaces = Vector512.Equals(bytes, Vector512.Create((byte)' ')).ExtractMostSignificantBits(),
        };
    }

    /// <summary>With comparisons, on any hardware that has vectors.</summary>
    public static BlockMasks ByComparison(ref byte block)
    {
        var masks = default(BlockMasks);
        for (var part = 0; part < Size; part += Vector256<byte>.Count)
        {
            masks.Add(Vector256.LoadUnsafe(ref Unsafe.Add(ref block, part)), part);
        }

        return masks;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MaskOf(Vector512<byte> classes, ByteClass wanted) =>
        Vector512.Equals(classes & Vector512.Create((byte)wanted), Vector512.Create((byte)wanted)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Vector256<byte> bytes, int part)
    {
        var digits = InRange(bytes, '0', '9');
        var folded = bytes | Vector256.Create((byte)0x20);
        var letters = InRange(folded, 'a', 'z');
        var equals = Is(bytes, '=');
        var signs = Is(bytes, '+') | Is(bytes, '/') | Is(bytes, '-') | Is(bytes, '_');
        Digits |= Bits(digits, part);
        Letters |= Bits(letters, part);
        Uppers |= Bits(InRange(bytes, 'A', 'Z'), part);
        Signs |= Bits(signs, part);
        Joiners |= Bits(signs | equals | Is(bytes, ' ') | InRange(bytes, '\t', '\r') | Is(bytes, '.') | Is(bytes, ':') | Is(bytes, (char)ByteClasses.Invisible), part);
        Marks |= Bits(equals | InRange(bytes, '%', '&') | Is(bytes, '<') | Is(bytes, ')'), part);
        Quotes |= Bits(Is(bytes, '"'), part);
        Spaces |= Bits(Is(bytes, ' '), part);
        Exponents |= Bits(Is(folded, 'e'), part);
    }

    private static Vector256<byte> Is(Vector256<byte> bytes, char value) => Vector256.Equals(bytes, Vector256.Create((byte)value));

    private static Vector256<byte> InRange(Vector256<byte> bytes, char first, char last) =>
        Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)first), Vector256.Create((byte)(last - first)));

    private static ulong Bits(Vector256<byte> mask, int part) => (ulong)mask.ExtractMostSignificantBits() << part;
}
