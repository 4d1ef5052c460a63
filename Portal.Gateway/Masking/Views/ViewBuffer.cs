using System.Buffers;
using System.Text;

namespace Portal.Gateway.Masking.Views;

/// <summary>
/// Holds a view's characters while it is built and after. Places are written down from the first character on that is not one
/// byte at its own index, flags from the first that has one: plain text costs two bytes a byte, anything at most eight.
/// </summary>
internal sealed class ViewBuffer
{
    // A longer escape ends where the next character begins.
    private const byte LongEscape = byte.MaxValue;

    private const int DeepestEscape = 15;

    private char[] _characters = [];
    private int[]? _starts;
    private byte[]? _lengths;
    private byte[]? _flags;
    private int _capacity;
    private int _endOfLong;

    /// <summary>Gets the number of characters.</summary>
    public int Length { get; private set; }

    /// <summary>Gets the characters.</summary>
    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, Length);

    /// <summary>Rents room for the characters of a source.</summary>
    public void Rent(int sourceLength)
    {
        _capacity = sourceLength;
        _characters = ArrayPool<char>.Shared.Rent(sourceLength);
    }

    /// <summary>Gives everything back; the characters are cleared first.</summary>
    public void Return()
    {
        // Reductions leave characters behind the end, none behind the source's length.
        _characters.AsSpan(0, _capacity).Clear();
        ArrayPool<char>.Shared.Return(_characters);
        Return(ref _starts);
        Return(ref _lengths);
        Return(ref _flags);
        _characters = [];
        _capacity = 0;
        Length = 0;
    }

    /// <summary>Gets the first source byte of a character.</summary>
    public int StartOf(int index) => _starts is null ? index : _starts[index];

    /// <summary>Gets the first source byte behind a character.</summary>
    public int EndOf(int index)
    {
        if (_starts is null || _lengths is null)
        {
            return index + 1;
        }

        if (_lengths[index] < LongEscape)
        {
            return _starts[index] + _lengths[index];
        }

        return index + 1 < Length ? _starts[index + 1] : _endOfLong;
    }

    /// <summary>Says whether a character has a flag.</summary>
    public bool Has(int index, ViewFlags flag) => _flags is not null && ((ViewFlags)_flags[index] & flag) != ViewFlags.None;

    /// <summary>Gets how many escapes, one in another, a character came out of; fifteen stands for more.</summary>
    public int DepthOf(int index) => _flags is null ? 0 : _flags[index] >> 4;

    /// <summary>Gets the flags of a character that takes the place of the last ones.</summary>
    public ViewFlags FlagsForLast(int count)
    {
        var depth = 0;
        for (var index = Length - count; index < Length; index++)
        {
            depth = Math.Max(depth, DepthOf(index));
        }

        return (ViewFlags)(Math.Min(depth + 1, DeepestEscape) << 4);
    }

    /// <summary>Appends ASCII that is nothing but itself, letters folded.</summary>
    public void AddPlain(ReadOnlySpan<byte> ascii, int start)
    {
        if (_starts is null && start != Length)
        {
            RentPlaces();
        }

        _ = Ascii.ToLower(ascii, _characters.AsSpan(Length), out _);
        if (_starts is not null)
        {
            PlainBytes.Number(_starts.AsSpan(Length, ascii.Length), start);
            _lengths.AsSpan(Length, ascii.Length).Fill(1);
        }

        if (_flags is not null || ascii.ContainsAnyInRange((byte)'A', (byte)'Z'))
        {
            PlainBytes.MarkUpper(ascii, Flags().AsSpan(Length));
        }

        Length += ascii.Length;
    }

    /// <summary>Appends a character.</summary>
    public void Add(char character, int start, int end, ViewFlags flags)
    {
        if (_starts is null && (start != Length || end != start + 1))
        {
            RentPlaces();
        }

        _characters[Length] = character;
        if (_starts is not null && _lengths is not null)
        {
            _starts[Length] = start;
            _lengths[Length] = (byte)Math.Min(end - start, LongEscape);
            _endOfLong = end;
        }

        if (_flags is not null || flags != ViewFlags.None)
        {
            Flags()[Length] = (byte)flags;
        }

        Length++;
    }

    /// <summary>Takes the last characters away.</summary>
    public void RemoveLast(int count) => Length -= count;

    /// <summary>Makes the plus sign of a form the space it stands for.</summary>
    public void SetSpace(int index)
    {
        _characters[index] = ' ';
        Flags()[index] |= (byte)ViewFlags.DecodedOnce;
    }

    private void RentPlaces()
    {
        _starts = ArrayPool<int>.Shared.Rent(_capacity);
        _lengths = ArrayPool<byte>.Shared.Rent(_capacity);
        PlainBytes.Number(_starts.AsSpan(0, Length), 0);
        _lengths.AsSpan(0, Length).Fill(1);
    }

    private byte[] Flags()
    {
        if (_flags is null)
        {
            _flags = ArrayPool<byte>.Shared.Rent(_capacity);
            _flags.AsSpan(0, Length).Clear();
        }

        return _flags;
    }

    private static void Return<T>(ref T[]? array)
    {
        if (array is not null)
        {
            ArrayPool<T>.Shared.Return(array);
            array = null;
        }
    }
}
