using System.Buffers;
using System.Runtime.CompilerServices;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>
/// Represents digits that follow each other in a text with nothing but signs in between, cut into groups where the signs stand. Only its last groups are kept while
/// it is read, so that a text of nothing but digits costs what its length allows. Its buffers are cleared when given back.
/// </summary>
internal ref struct DigitChain
{
    private const int LongestGroups = 4096;

    private byte[] _digits;
    private int[] _places;
    private int[] _sums;
    private DigitGroup[] _groups;

    /// <summary>Makes room.</summary>
    public DigitChain()
    {
        _digits = ArrayPool<byte>.Shared.Rent(64);
        _places = ArrayPool<int>.Shared.Rent(64);
        _sums = ArrayPool<int>.Shared.Rent(130);
        _groups = ArrayPool<DigitGroup>.Shared.Rent(32);
    }

    /// <summary>Gets the groups of the chain that was read last.</summary>
    public readonly ReadOnlySpan<DigitGroup> Groups => _groups.AsSpan(0, GroupCount);

    /// <summary>Gets how many groups there are.</summary>
    public int GroupCount { get; private set; }

    /// <summary>Gets how many digits there are.</summary>
    public int Count { get; private set; }

    /// <summary>Returns some digits, ASCII.</summary>
    public readonly ReadOnlySpan<byte> Digits(int first, int count) => _digits.AsSpan(first, count);

    /// <summary>Returns where a digit stands in the text.</summary>
    public readonly int PlaceOf(int digit) => _places[digit];

    /// <summary>Reads the chain that begins with the digit at a position.</summary>
    /// <returns>The position behind the chain's last digit. A very long one is read in parts.</returns>
    public int Read(ReadOnlySpan<char> characters, int position)
    {
        (Count, GroupCount) = (0, 0);
        var gap = GapKinds.None;
        var first = 0;
        var isJoined = false;
        while (true)
        {
            first = isJoined ? first : Count;
            isJoined = false;
            while (position < characters.Length && char.IsAsciiDigit(characters[position]))
            {
                Add((byte)characters[position], position);
                position++;
            }

            AddGroup(new DigitGroup(first, Count - first, gap));
            var next = GroupCount == LongestGroups ? -1 : Gaps.Skip(characters, position, out gap);
            if (next < 0)
            {
                return position;
            }

            // A line that ends because it is full ends nothing.
            if (gap == GapKinds.Newline && next == position + 1 && FilledLines.EndsAt(characters, position))
            {
                GroupCount--;
                first = _groups[GroupCount].First;
                gap = _groups[GroupCount].Gap;
                isJoined = true;
            }

            position = next;
        }
    }

    /// <summary>Whether some digits pass the check digit of card numbers (ISO/IEC 7812-1, annex B), in constant time.</summary>
    /// <param name="first">The first digit.</param>
    /// <param name="end">Behind the last one.</param>
    public readonly bool PassesCheck(int first, int end)
    {
        // Two sums of all digits so far: digits at even indexes doubled, and those at odd ones. The last digit is never doubled.
        var parity = (end - 1) & 1;
        return (_sums[(2 * end) + parity] - _sums[(2 * first) + parity]) % 10 == 0;
    }

    /// <summary>Gives the buffers back.</summary>
    public readonly void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_digits, clearArray: true);
        ArrayPool<int>.Shared.Return(_places);
        ArrayPool<int>.Shared.Return(_sums, clearArray: true);
        ArrayPool<DigitGroup>.Shared.Return(_groups);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(byte digit, int place)
    {
        if (Count + 1 >= _digits.Length || Count + 1 >= _places.Length || (2 * Count) + 4 > _sums.Length)
        {
            Grow();
        }

        _digits[Count] = digit;
        _places[Count] = place;
        if (Count == 0)
        {
            _sums[0] = _sums[1] = 0;
        }

        var value = digit - '0';
        var doubled = value > 4 ? (2 * value) - 9 : 2 * value;
        var isEven = (Count & 1) == 0;
        _sums[(2 * Count) + 2] = _sums[2 * Count] + (isEven ? value : doubled);
        _sums[(2 * Count) + 3] = _sums[(2 * Count) + 1] + (isEven ? doubled : value);
        Count++;
    }

    private void AddGroup(DigitGroup group)
    {
        if (GroupCount == _groups.Length)
        {
            _groups = Larger(_groups, clears: false);
        }

        _groups[GroupCount++] = group;
    }

    private void Grow()
    {
        _digits = Larger(_digits, clears: true);
        _places = Larger(_places, clears: false);
        _sums = Larger(_sums, clears: true);
    }

    private static T[] Larger<T>(T[] array, bool clears)
    {
        var larger = ArrayPool<T>.Shared.Rent(array.Length * 2);
        array.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(array, clears);
        return larger;
    }
}
