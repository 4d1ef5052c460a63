using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Represents sixty-four bytes of ASCII as bits, one mask a class: bit n is the n-th byte.</summary>
internal struct BlockMasks
{
    /// <summary>Bytes in a block.</summary>
    public const int Size = 64;

    public ulong Digits;
    public ulong Letters;
    public ulong Uppers;
    public ulong Joiners;
    public ulong Odds;
    public ulong Signs;
    public ulong Marks;
    public ulong Quotes;
    public ulong Exponents;
    public ulong Edges;

    /// <summary>Gets the bytes that are digits or stand between them.</summary>
    public readonly ulong Chained => Digits | Joiners | Odds;

    /// <summary>Classifies a block.</summary>
    /// <param name="block">The first of its bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockMasks Of(ref byte block) => Avx512Vbmi.IsSupported ? ByTable(ref block) : ByComparison(ref block);

    /// <summary>Classifies with a table of all of ASCII in two registers: one instruction for the whole block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BlockMasks ByTable(ref byte block)
    {
        var bytes = Vector512.LoadUnsafe(ref block);
        var classes = Avx512Vbmi.PermuteVar64x8x2(
            Vector512.LoadUnsafe(ref ByteClasses.Table[0]),
            bytes,
            Vector512.LoadUnsafe(ref ByteClasses.Table[Size])
        );
        var blanks = Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)'\t'), Vector512.Create((byte)('\r' - '\t')));
        var edges = Vector512.Equals(bytes, Vector512.Create((byte)' ')) | Vector512.Equals(bytes, Vector512.Create((byte)'-'));
        return new BlockMasks
        {
            Edges = (blanks | edges).ExtractMostSignificantBits(),
            Digits = MaskOf(classes, ByteClass.Digit),
            Letters = MaskOf(classes, ByteClass.Letter),
            Uppers = MaskOf(classes, ByteClass.Upper),
            Joiners = MaskOf(classes, ByteClass.Joiner),
            Odds = MaskOf(classes, ByteClass.Odd),
            Signs = MaskOf(classes, ByteClass.Sign),
            Marks = MaskOf(classes, ByteClass.Mark),
            Quotes = classes.ExtractMostSignificantBits(),
            Exponents = Vector512
                .Equals(bytes | Vector512.Create((byte)0x20), Vector512.Create((byte)'e'))
                .ExtractMostSignificantBits(),
        };
    }

    /// <summary>Classifies with comparisons, on any hardware that has vectors.</summary>
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
        var folded = bytes | Vector256.Create((byte)0x20);
        var equals = Is(bytes, '=');
        var signs = Is(bytes, '+') | Is(bytes, '/') | Is(bytes, '-') | Is(bytes, '_');
        var blanks = Is(bytes, ' ') | InRange(bytes, '\t', '\r') | Is(bytes, (char)ByteClasses.Invisible);
        var brackets = InRange(bytes, '(', '*') | Is(folded, '{') | Is(folded, '}') | Is(bytes, '<') | Is(bytes, '>');
        var others = Is(bytes, '.') | Is(bytes, ':') | Is(bytes, '~') | Is(bytes, '`');
        Digits |= Bits(InRange(bytes, '0', '9'), part);
        Letters |= Bits(InRange(folded, 'a', 'z'), part);
        Uppers |= Bits(InRange(bytes, 'A', 'Z'), part);
        Signs |= Bits(signs, part);
        Joiners |= Bits(signs | equals | blanks | brackets | others, part);
        Odds |= Bits(Is(bytes, ',') | Is(folded, '|') | Is(bytes, ';') | InRange(bytes, '"', '#') | Is(bytes, '\''), part);
        Marks |= Bits(equals | InRange(bytes, '%', '&') | Is(bytes, '<'), part);
        Quotes |= Bits(Is(bytes, '"'), part);
        Edges |= Bits(Is(bytes, ' ') | InRange(bytes, '\t', '\r') | Is(bytes, '-'), part);
        Exponents |= Bits(Is(folded, 'e'), part);
    }

    private static Vector256<byte> Is(Vector256<byte> bytes, char value) =>
        Vector256.Equals(bytes, Vector256.Create((byte)value));

    private static Vector256<byte> InRange(Vector256<byte> bytes, char first, char last) =>
        Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)first), Vector256.Create((byte)(last - first)));

    private static ulong Bits(Vector256<byte> mask, int part) => (ulong)mask.ExtractMostSignificantBits() << part;
}
