using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>
/// Reads ASCII text sixty-four bytes at a time and says what it may hold. All that is common is done with masks and without a branch: only
/// where a word, a run or a mark stands that could begin something, somebody looks at single bytes.
/// </summary>
internal ref struct FlatScan
{
    private const int GroupSize = MaskGroup.Blocks * BlockMasks.Size;

    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _stopsAtFirst;
    private Findings _findings;
    private NumberChains _numbers;
    private EncodedRuns _runs;

    private FlatScan(ReadOnlySpan<byte> text, bool isJson, bool stopsAtFirst)
    {
        _numbers = new NumberChains(isJson);
        _text = text;
        _stopsAtFirst = stopsAtFirst;
    }

    /// <summary>Says what a text may hold.</summary>
    /// <param name="text">ASCII; see <see cref="FlatText"/>.</param>
    /// <param name="isJson">Whether it is JSON without escapes.</param>
    /// <param name="stopsAtFirst">Whether it is enough to know that there is something.</param>
    public static Findings Look(ReadOnlySpan<byte> text, bool isJson, bool stopsAtFirst)
    {
        var scan = new FlatScan(text, isJson, stopsAtFirst);
        var group = new MaskGroup(isJson);
        var position = scan.ReadGroups(ref group);
        if (position < text.Length)
        {
            scan.ReadTail(position, ref group);
        }

        return scan._findings;
    }

    // Where whole groups end, or past the text when enough is known. Nothing is allocated on the stack here, so that the runtime can
    // optimise it in steps.
    private int ReadGroups(ref MaskGroup group)
    {
        ref var start = ref MemoryMarshal.GetReference(_text);
        var words = ScanWords.Names.Fingerprints;
        var position = 0;
        for (; position + GroupSize + WordFingerprints.Ahead <= _text.Length; position += GroupSize)
        {
            for (var block = 0; block < MaskGroup.Blocks; block++)
            {
                ref var bytes = ref Unsafe.Add(ref start, position + (block * BlockMasks.Size));
                group.Set(block, BlockMasks.Of(ref bytes), words.Match(ref bytes, out var stems), stems);
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
        Span<byte> tail = stackalloc byte[GroupSize + BlockMasks.Size + WordFingerprints.Ahead];
        var rest = _text[position..];
        var blocks = (rest.Length + BlockMasks.Size - 1) / BlockMasks.Size;
        rest.CopyTo(tail);
        tail.Slice(rest.Length, (blocks * BlockMasks.Size) + WordFingerprints.Ahead - rest.Length).Clear();
        for (var from = 0; from < blocks; from += MaskGroup.Blocks)
        {
            for (var block = 0; block < MaskGroup.Blocks; block++)
            {
                if (from + block < blocks)
                {
                    ref var bytes = ref tail[(from + block) * BlockMasks.Size];
                    group.Set(
                        block,
                        BlockMasks.Of(ref bytes),
                        ScanWords.Names.Fingerprints.Match(ref bytes, out var stems),
                        stems
                    );
                }
                else
                {
                    group.Set(block, default, 0, 0);
                }
            }

            var places = group.Places();
            if (
                places.Any != Vector512<ulong>.Zero
                && LookAtGroup(ref tail[from * BlockMasks.Size], position + (from * BlockMasks.Size), ref places)
            )
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
            ref var start = ref Unsafe.Add(ref bytes, block * BlockMasks.Size);
            ref var words = ref GroupPlaces.Lane(ref places.Words, block);
            words = ScanWords.Names.Sift(ref start, words);
            ref var stems = ref GroupPlaces.Lane(ref places.Stems, block);
            stems = ScanWords.Names.SiftStems(ref start, stems);
        }

        var any = places.Any;
        for (var block = 0; any != Vector512<ulong>.Zero && block < MaskGroup.Blocks; block++)
        {
            var start = block * BlockMasks.Size;
            if (
                GroupPlaces.Lane(ref any, block) != 0
                && LookCloser(ref Unsafe.Add(ref bytes, start), position + start, GroupPlaces.Of(ref places, block))
            )
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool LookCloser(ref byte block, int position, BlockPlaces places)
    {
        if (places.Chains != 0)
        {
            var masks = BlockMasks.Of(ref block);
            _findings |= masks.Digits == 0 ? Findings.None : _numbers.Look(_text, position, masks, places.Chains);
        }

        if (places.Exponents != 0)
        {
            _findings |= NumberChains.LookAtExponents(_text, position, places.Exponents);
        }

        if ((places.Words | places.Stems) != 0)
        {
            _findings |= ScanWords.Names.At(_text, position, places.Words, places.Stems);
        }

        if (
            (places.Runs | places.Pairs) != 0
            && IsWanted(Findings.Encoded)
            && _runs.Look(_text, position, places.Runs, places.Pairs)
        )
        {
            _findings |= Findings.Encoded;
        }

        if (places.Marks != 0)
        {
            _findings |= Marks.Look(_text, position, places.Marks, ref _numbers);
        }

        if (places.Parts != 0 && IsWanted(Findings.Part) && FragmentPrefilter.IsPart(_text, position, places.Parts))
        {
            _findings |= Findings.Part;
        }

        return _stopsAtFirst && (_findings & Findings.Any) != Findings.None;
    }

    private readonly bool IsWanted(Findings finding) => (_findings & finding) == Findings.None;
}
