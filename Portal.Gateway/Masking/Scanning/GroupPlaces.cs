using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Represents the places of eight blocks at which something could be; see <see cref="BlockPlaces"/>.</summary>
internal struct GroupPlaces
{
    public Vector512<ulong> Words;
    public Vector512<ulong> Stems;
    public Vector512<ulong> Chains;
    public Vector512<ulong> Runs;
    public Vector512<ulong> Pairs;
    public Vector512<ulong> Parts;
    public Vector512<ulong> Marks;
    public Vector512<ulong> Exponents;

    /// <summary>Gets all of them.</summary>
    public readonly Vector512<ulong> Any
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Words | Stems | Chains | Runs | Pairs | Parts | Marks | Exponents;
    }

    /// <summary>Returns those of one block.</summary>
    public static BlockPlaces Of(ref GroupPlaces places, int block) =>
        new(
            Lane(ref places.Words, block),
            Lane(ref places.Stems, block),
            Lane(ref places.Chains, block),
            Lane(ref places.Runs, block),
            Lane(ref places.Pairs, block),
            Lane(ref places.Parts, block),
            Lane(ref places.Marks, block),
            Lane(ref places.Exponents, block)
        );

    /// <summary>Returns one block's places of a vector that stands in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref ulong Lane(ref Vector512<ulong> vector, int block) =>
        ref Unsafe.Add(ref Unsafe.As<Vector512<ulong>, ulong>(ref vector), block);
}
