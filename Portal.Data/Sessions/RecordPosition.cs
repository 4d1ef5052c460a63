namespace Portal.Data.Sessions;

/// <summary>
/// A record's key: the number of its stream in the upper 23 bits of a positive 64-bit integer, its sequence in the lower 40. One
/// integer, so that rows append at the right edge of their table. Room for 8,388,607 starts of a writer with 1,099,511,627,775
/// records each.
/// </summary>
public static class RecordPosition
{
    private const int SequenceBits = 40;
    private const long MaxSequence = (1L << SequenceBits) - 1;
    private const int MaxNumber = (1 << (63 - SequenceBits)) - 1;

    /// <summary>The position of a record.</summary>
    /// <param name="number">The stream's number, from 1.</param>
    /// <param name="sequence">The record's place in the stream, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part does not fit. Recording fails rather than write over another
    /// stream.</exception>
    public static long Of(int number, long sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, MaxNumber);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, MaxSequence);
        return ((long)number << SequenceBits) | sequence;
    }

    /// <summary>The position of a record, unless its sequence is one that no record has.</summary>
    public static long? OfAny(int number, long sequence) => sequence is > 0 and <= MaxSequence ? Of(number, sequence) : null;

    /// <summary>The highest position a stream can have.</summary>
    public static long LastOf(int number) => Of(number, MaxSequence);

    /// <summary>The lowest position a stream can have.</summary>
    public static long FirstOf(int number) => Of(number, 1);

    /// <summary>The number of a position's stream.</summary>
    public static int NumberOf(long position) => (int)(position >> SequenceBits);

    /// <summary>A position's sequence.</summary>
    public static long SequenceOf(long position) => position & MaxSequence;
}
