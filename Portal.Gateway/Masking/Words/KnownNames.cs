using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Portal.Gateway.Masking.Decisions;
using Portal.Gateway.Masking.Detectors;

namespace Portal.Gateway.Masking.Words;

/// <summary>
/// Remembers what names say: a message has few of them and each a thousand times. Each thread remembers some hundreds, of up to sixteen bytes, and none that
/// holds digits enough to be part of a number, so that nothing of a message's values is kept.
/// </summary>
internal sealed class KnownNames
{
    private const int Bits = 9;
    private const int Longest = 16;
    private const int MostDigits = 3;

    [ThreadStatic]
    private static KnownNames? _current;

    private readonly Entry[] _entries = new Entry[1 << Bits];

    /// <summary>Those of this thread.</summary>
    public static KnownNames Current => _current ??= new KnownNames();

    /// <summary>A name of up to sixteen bytes.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(ulong First, ulong Last, int Length, KnownName Name)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Is(ulong first, ulong last, int length) => First == first && Last == last && Length == length;
    }

    /// <summary>Returns what a name says.</summary>
    /// <param name="name">Unescaped UTF-8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KnownName Of(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > Longest)
        {
            return Make(name);
        }

        var (first, last) = Ends(name);
        var place = (int)(
            ((first + BitOperations.RotateLeft(last, 29) + (ulong)name.Length) * 0x9E3779B97F4A7C15) >> (64 - Bits)
        );
        ref var entry = ref _entries[place];
        return entry.Is(first, last, name.Length) ? entry.Name : OfSecond(place, first, last, name);
    }

    // Two places for each: names that share one would push each other out with every row of a table.
    private KnownName OfSecond(int place, ulong first, ulong last, ReadOnlySpan<byte> name)
    {
        ref var second = ref _entries[place ^ 1];
        if (second.Is(first, last, name.Length))
        {
            return second.Name;
        }

        var made = Make(name);
        if (MayBeKept(name))
        {
            second = _entries[place];
            _entries[place] = new Entry(first, last, name.Length, made);
        }

        return made;
    }

    // Eight bytes from each end, which overlap in a shorter name; with its length they are the name.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong First, ulong Last) Ends(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            >= sizeof(ulong) => (
                BinaryPrimitives.ReadUInt64LittleEndian(name),
                BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..])
            ),
            >= sizeof(uint) => (
                BinaryPrimitives.ReadUInt32LittleEndian(name),
                BinaryPrimitives.ReadUInt32LittleEndian(name[^sizeof(uint)..])
            ),
            _ => (((ulong)name[0] << 16) | ((ulong)name[name.Length / 2] << 8) | name[^1], 0),
        };

    private static bool MayBeKept(ReadOnlySpan<byte> name)
    {
        var digits = 0;
        foreach (var value in name)
        {
            digits += value is (>= (byte)'0' and <= (byte)'9') or >= 0x80 ? 1 : 0;
        }

        return digits < MostDigits;
    }

    private static KnownName Make(ReadOnlySpan<byte> name)
    {
        return new KnownName(NameSenses.Of(name), TraitsOf(name) | (IsClean(name) ? NameTraits.Clean : NameTraits.None));
    }

    // Without a digit, in whatever script, there is nothing to mask; sixteen letters may be a PIN block, or an encoded text.
    private static bool IsClean(ReadOnlySpan<byte> name)
    {
        if (name.Length < Longest && !name.ContainsAny(DigitStarts.Bytes))
        {
            return true;
        }

        // What the strictest lets go, every other does.
        List<Edit>? edits = null;
        TextScan.Find(name, default, 0, new MaskingScan(MaskingProfile.BuiltIn(Sensitivity.Strict), name.Length), ref edits);
        return edits is null;
    }

    private static NameTraits TraitsOf(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("code"u8))
        {
            return NameTraits.Code;
        }

        if (name.SequenceEqual("52"u8) || name.SequenceEqual("052"u8))
        {
            return NameTraits.Element52;
        }

        if (name.SequenceEqual("_meta"u8))
        {
            return NameTraits.Meta;
        }

        if (name.SequenceEqual("id"u8))
        {
            return NameTraits.Id;
        }

        if (name.SequenceEqual("cursor"u8) || name.SequenceEqual("nextCursor"u8) || name.SequenceEqual("requestId"u8))
        {
            return NameTraits.Cursor;
        }

        return name.SequenceEqual("progressToken"u8) ? NameTraits.ProgressToken
            : IsProse(name) ? NameTraits.Prose
            : NameTraits.None;
    }

    private static bool IsProse(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("message"u8)
        || name.SequenceEqual("msg"u8)
        || name.SequenceEqual("description"u8)
        || name.SequenceEqual("reason"u8)
        || name.SequenceEqual("detail"u8)
        || name.SequenceEqual("details"u8)
        || name.SequenceEqual("error"u8)
        || name.SequenceEqual("status"u8)
        || name.SequenceEqual("summary"u8)
        || name.SequenceEqual("hint"u8);
}
