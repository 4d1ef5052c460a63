using System.Buffers;
using System.Runtime.CompilerServices;

namespace Portal.Gateway.Masking.Detectors;

/// <summary>
/// Digits that follow each other in a text with nothing but separators in between, cut into groups where the separators stand. Its buffers are used
/// again for the next chain; they held card data and are cleared when given back.
/// </summary>
internal ref struct DigitChain
{
    // Separators between two groups: ": ", " - ", a line end with its indentation.
    private const int MaxSeparators = 4;
    private const int MaxIndentation = 16;

    private byte[] _digits;
    private int[] _starts;
    private int[] _ends;
    private Group[] _groups;
    private int _count;

    /// <summary>One run of digits.</summary>
    /// <param name="First">Index of its first digit in the chain.</param>
    /// <param name="Count">Number of digits.</param>
    /// <param name="Separator">What stands before it; <see cref="CodePointKind.Other"/> at the chain's start or where different ones are mixed.</param>
    internal readonly record struct Group(int First, int Count, CodePointKind Separator);

    public DigitChain()
    {
        _digits = ArrayPool<byte>.Shared.Rent(64);
        _starts = ArrayPool<int>.Shared.Rent(64);
        _ends = ArrayPool<int>.Shared.Rent(64);
        _groups = ArrayPool<Group>.Shared.Rent(64);
    }

    /// <summary>The groups of the chain that was read last.</summary>
    public readonly ReadOnlySpan<Group> Groups => _groups.AsSpan(0, GroupCount);

    /// <summary>Number of groups.</summary>
    public int GroupCount { get; private set; }

    /// <summary>Number of digits.</summary>
    public readonly int Count => _count;

    /// <summary>The digits of some groups, ASCII.</summary>
    public readonly ReadOnlySpan<byte> Digits(int first, int count) => _digits.AsSpan(first, count);

    /// <summary>Where a digit begins in the text.</summary>
    public readonly int StartOf(int digit) => _starts[digit];

    /// <summary>Where a digit ends in the text.</summary>
    public readonly int EndOf(int digit) => _ends[digit];

    /// <summary>Reads the chain that begins with the digit at a position.</summary>
    /// <returns>The position behind the chain's last digit.</returns>
    public int Read(ReadOnlySpan<byte> text, int position)
    {
        _count = 0;
        GroupCount = 0;
        var groupStart = 0;
        var separator = CodePointKind.Other;
        while (true)
        {
            position = ReadDigits(text, position);
            AddGroup(new Group(groupStart, _count - groupStart, separator));
            groupStart = _count;
            var next = SkipSeparators(text, position, out separator);
            if (next < 0)
            {
                return position;
            }

            position = next;
        }
    }

    public readonly void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_digits, clearArray: true);
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<int>.Shared.Return(_ends);
        ArrayPool<Group>.Shared.Return(_groups);
    }

    // Digits with nothing visible in between. Returns the end of the last one.
    private int ReadDigits(ReadOnlySpan<byte> text, int position)
    {
        var end = position;
        while (position < text.Length)
        {
            var value = text[position];
            if (value is >= (byte)'0' and <= (byte)'9')
            {
                Add(value, position, ++position);
                end = position;
                continue;
            }

            if (value < 0x80)
            {
                break;
            }

            var wide = CodePoints.At(text, position);
            if (wide.Kind == CodePointKind.Digit)
            {
                Add((byte)('0' + wide.Digit), position, position + wide.Length);
                end = position + wide.Length;
            }
            else if (wide.Kind != CodePointKind.Ignorable)
            {
                break;
            }

            position += wide.Length;
        }

        return end;
    }

    // The next digit behind separators; -1 where the chain ends.
    private static int SkipSeparators(ReadOnlySpan<byte> text, int position, out CodePointKind separator)
    {
        separator = CodePointKind.Other;
        var count = 0;
        var afterNewline = false;
        while (position < text.Length)
        {
            var next = CodePoints.At(text, position);
            switch (next.Kind)
            {
                case CodePointKind.Digit:
                    return position;
                case CodePointKind.Other:
                    return -1;
                case CodePointKind.Ignorable:
                    break;
                default:
                    afterNewline |= next.Kind == CodePointKind.Newline;
                    separator = count == 0 || separator == next.Kind ? next.Kind : Mix(separator, next.Kind);
                    if (++count > (afterNewline ? MaxIndentation : MaxSeparators))
                    {
                        return -1;
                    }

                    break;
            }

            position += next.Length;
        }

        return -1;
    }

    // White space beside a sign does not count: " - " is a dash.
    private static CodePointKind Mix(CodePointKind left, CodePointKind right) => (IsBlank(left), IsBlank(right)) switch
    {
        (true, false) => right,
        (false, true) => left,
        (true, true) => left == CodePointKind.Newline || right == CodePointKind.Newline ? CodePointKind.Newline : CodePointKind.Space,
        _ => CodePointKind.Other,
    };

    private static bool IsBlank(CodePointKind kind) => kind is CodePointKind.Space or CodePointKind.Tab or CodePointKind.Newline;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(byte digit, int start, int end)
    {
        if (_count == _digits.Length || _count == _starts.Length || _count == _ends.Length)
        {
            Grow();
        }

        _digits[_count] = digit;
        _starts[_count] = start;
        _ends[_count++] = end;
    }

    private void AddGroup(Group group)
    {
        if (GroupCount == _groups.Length)
        {
            var larger = ArrayPool<Group>.Shared.Rent(_groups.Length * 2);
            _groups.CopyTo(larger, 0);
            ArrayPool<Group>.Shared.Return(_groups);
            _groups = larger;
        }

        _groups[GroupCount++] = group;
    }

    private void Grow()
    {
        _digits = Larger(_digits, clear: true);
        _starts = Larger(_starts, clear: false);
        _ends = Larger(_ends, clear: false);
    }

    private static T[] Larger<T>(T[] array, bool clear)
    {
        var larger = ArrayPool<T>.Shared.Rent(array.Length * 2);
        array.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(array, clear);
        return larger;
    }
}
