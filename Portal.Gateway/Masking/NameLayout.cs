using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking;

/// <summary>
/// Remembers what stands between the values of an object, so that the same is read at a glance in the objects that follow it in a list: rows have the
/// same names in the same order.
/// </summary>
internal struct NameLayout
{
    // Of a few levels at a time, and of the first members. Levels may share a place: the same bytes are the same name wherever they stand.
    private const int Levels = 4;
    private const int Members = 16;

    private Entries _entries;

    /// <summary>Represents what stands between two values, or between a brace and the first: a comma, a name, a colon, and white space.</summary>
    /// <param name="Start">Where it begins in the text.</param>
    /// <param name="Length">How long it is; 0 for an entry that is empty.</param>
    /// <param name="Name">What the name says.</param>
    private readonly record struct Entry(int Start, int Length, KnownName Name);

    [InlineArray(Levels * Members)]
    private struct Entries
    {
        private Entry _first;
    }

    /// <summary>Whether a text goes on as it did in the last object.</summary>
    /// <param name="json">The text.</param>
    /// <param name="position">Behind a value of an object, or behind its brace.</param>
    /// <param name="level">Nesting of the object.</param>
    /// <param name="member">Index of the member whose name would follow.</param>
    /// <param name="length">How many bytes are the same: up to the colon and with it.</param>
    /// <param name="name">What the name in them says.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryMatch(
        ReadOnlySpan<byte> json,
        int position,
        int level,
        int member,
        out int length,
        out KnownName name
    )
    {
        if ((uint)member < Members && position + Vector256<byte>.Count <= json.Length)
        {
            ref readonly var entry = ref _entries[PlaceOf(level, member)];
            length = entry.Length;
            name = entry.Name;
            return length > 0 && BitOperations.TrailingZeroCount(Differences(json, position, entry.Start)) >= length;
        }

        length = 0;
        name = default;
        return false;
    }

    /// <summary>Remembers what stands in front of a value.</summary>
    /// <param name="start">Behind the value before it, or behind the brace.</param>
    /// <param name="end">Behind the colon.</param>
    /// <param name="level">Nesting of the object.</param>
    /// <param name="member">Index of the member.</param>
    /// <param name="name">What the name in it says.</param>
    public void Add(int start, int end, int level, int member, KnownName name)
    {
        if ((uint)member < Members && end - start <= Vector256<byte>.Count)
        {
            _entries[PlaceOf(level, member)] = new Entry(start, end - start, name);
        }
    }

    private static int PlaceOf(int level, int member) => ((level & (Levels - 1)) * Members) + member;

    // Bit n: the bytes n behind two places are not the same.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Differences(ReadOnlySpan<byte> json, int position, int earlier)
    {
        ref var text = ref MemoryMarshal.GetReference(json);
        return ~Vector256
            .Equals(
                Vector256.LoadUnsafe(ref Unsafe.Add(ref text, position)),
                Vector256.LoadUnsafe(ref Unsafe.Add(ref text, earlier))
            )
            .ExtractMostSignificantBits();
    }
}
