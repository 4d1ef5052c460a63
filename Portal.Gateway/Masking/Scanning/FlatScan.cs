using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Reads ASCII text sixty-four bytes at a time and says what it may hold. All that is common is done with masks and without a branch: only where a
/// word, a run or a mark stands that could begin something, somebody looks at single bytes.
/// </summary>
internal ref struct FlatScan
{
    private const int GroupSize = MaskGroup.Blocks * BlockMasks.Size;

    private readonly ReadOnlySpan<byte> _text;
    private readonly WordFilter _words;
    private readonly bool _stopsAtFirst;
    private Findings _findings;
    private NumberChains _numbers;
    private EncodedRuns _runs;
    private PartTally _parts;
    private Marks _marks;

    private FlatScan(ReadOnlySpan<byte> text, WordFilter words, bool stopsAtFirst)
    {
        _text = text;
        _words = words;
        _stopsAtFirst = stopsAtFirst;
    }

    /// <summary>Says what a text may hold.</summary>
    /// <param name="text">ASCII; see <see cref="FlatText"/>.</param>
    /// <param name="labels">Phrases that are a <see cref="Findings.Label"/>.</param>
    /// <param name="stopsAtFirst">Whether it is enough to know that there is something.</param>
    public static Findings Look(ReadOnlySpan<byte> text, WordFilter labels, bool stopsAtFirst)
    {
        var scan = new FlatScan(text, labels, stopsAtFirst);
        var group = default(MaskGroup);
        var position = scan.ReadGroups(ref group);
        if (position < text.Length)
        {
            scan.ReadTail(position, ref group);
        }

        return scan._findings;
    }

    // Where whole groups end, or past the text when enough is known. Nothing is allocated on the stack here, so that the runtime can optimise it in steps.
    private int ReadGroups(ref MaskGroup group)
    {
        ref var start = ref MemoryMarshal.GetReference(_text);
        var prints = _words.Prints;
        var position = 0;
        for (; position + GroupSize + WordPrints.Ahead <= _text.Length; position += GroupSize)
        {
            for (var block = 0; block < MaskGroup.Blocks; block++)
            {
                ref var bytes = ref Unsafe.Add(ref start, position + (block * BlockMasks.Size));
                group.Set(block, BlockMasks.Of(ref bytes), prints.Match(ref bytes));
            }

            var places = group.Places();
            if (places.Any != Vector512<ulong>.Zero && LookAtGroup(ref Unsafe.Add(ref start, position), position, ref places))
            {
                return int.MaxValue;
            }

            group.Advance();
        }

        return position;
    }

    // What is left, with nothing behind it.
    private void ReadTail(int position, ref MaskGroup group)
    {
        Span<byte> tail = stackalloc byte[GroupSize + BlockMasks.Size + WordPrints.Ahead];
        var rest = _text[position..];
        var blocks = (rest.Length + BlockMasks.Size - 1) / BlockMasks.Size;
        rest.CopyTo(tail);
        tail.Slice(rest.Length, (blocks * BlockMasks.Size) + WordPrints.Ahead - rest.Length).Clear();
        for (var from = 0; from < blocks; from += MaskGroup.Blocks)
        {
            for (var block = 0; block < MaskGroup.Blocks; block++)
            {
                if (from + block < blocks)
                {
                    ref var bytes = ref tail[(from + block) * BlockMasks.Size];
                    group.Set(block, BlockMasks.Of(ref bytes), _words.Prints.Match(ref bytes));
                }
                else
                {
                    group.Set(block, default, 0);
                }
            }

            var places = group.Places();
            if (places.Any != Vector512<ulong>.Zero && LookAtGroup(ref tail[from * BlockMasks.Size], position + (from * BlockMasks.Size), ref places))
            {
                break;
            }

            group.Advance();
        }

        tail[..rest.Length].Clear();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool LookAtGroup(ref byte bytes, int position, ref GroupPlaces places)
    {
        // Words are most of it, and most of them are others.
        for (var block = 0; block < MaskGroup.Blocks; block++)
        {
            ref var words = ref GroupPlaces.Lane(ref places.Words, block);
            words = _words.Sift(ref Unsafe.Add(ref bytes, block * BlockMasks.Size), words);
        }

        var any = places.Any;
        for (var block = 0; any != Vector512<ulong>.Zero && block < MaskGroup.Blocks; block++)
        {
            if (GroupPlaces.Lane(ref any, block) != 0 && LookCloser(ref Unsafe.Add(ref bytes, block * BlockMasks.Size), position + (block * BlockMasks.Size), GroupPlaces.Of(ref places, block)))
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool LookCloser(ref byte block, int position, BlockPlaces places)
    {
        var wanted = ~_findings;
        if (places.Chains != 0)
        {
            var masks = BlockMasks.Of(ref block);
            _findings |= masks.Digits == 0 ? Findings.None : _numbers.Look(_text, position, masks, places.Chains);
        }

        if (places.Exponents != 0 && NumberChains.AnyExponent(_text, position, places.Exponents))
        {
            _findings |= Findings.Number;
        }

        if (places.Words != 0 && (wanted & Findings.Label) != Findings.None && _words.AnyAt(_text, position, places.Words))
        {
            _findings |= Findings.Label;
        }

        if ((places.Runs | places.Pairs) != 0 && (wanted & Findings.Encoded) != Findings.None && _runs.Look(_text, position, places.Runs, places.Pairs))
        {
            _findings |= Findings.Encoded;
        }

        if (places.Marks != 0 && (wanted & Findings.Markup) != Findings.None && _marks.Look(_text, position, places.Marks))
        {
            _findings |= Findings.Markup;
        }

        if (places.Parts != 0 && (wanted & Findings.Parts) != Findings.None && _parts.Look(_text, position, places.Parts))
        {
            _findings |= Findings.Parts;
        }

        return _stopsAtFirst && (_findings & Findings.Any) != Findings.None;
    }
}
