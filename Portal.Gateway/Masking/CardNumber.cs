using System.Buffers.Binary;
using System.Globalization;

namespace Portal.Gateway.Masking;

/// <summary>
/// A whole primary account number, held in memory only for as long as a message is being masked: what the card index and tokens are made from. Its text
/// form is the truncated one, so that it cannot slip into a log or an exception.
/// </summary>
/// <param name="Value">The digits as a number; 19 digits fit.</param>
/// <param name="Length">Number of digits, leading zeros included: 12 to 19; 0 for none.</param>
public readonly record struct CardNumber(ulong Value, int Length)
{
    /// <summary>Most digits a number has (ISO/IEC 7812-1).</summary>
    public const int MaxLength = 19;

    private const int Eight = sizeof(ulong);

    /// <summary>Whether there is no number.</summary>
    public bool IsNone => Length == 0;

    /// <summary>Reads ASCII digits.</summary>
    /// <param name="digits">At most <see cref="MaxLength"/> digits.</param>
    public static CardNumber Of(ReadOnlySpan<byte> digits)
    {
        if (digits.Length > MaxLength)
        {
            return default;
        }

        var value = 0UL;
        var position = 0;
        for (; position + Eight <= digits.Length; position += Eight)
        {
            value = (value * 100_000_000) + ReadEight(BinaryPrimitives.ReadUInt64LittleEndian(digits[position..]));
        }

        foreach (var digit in digits[position..])
        {
            value = (value * 10) + digit - '0';
        }

        return new CardNumber(value, digits.Length);
    }

    // Eight digits, the first in the lowest byte: pairs, then fours, then all.
    private static ulong ReadEight(ulong digits)
    {
        digits -= 0x3030303030303030;
        digits = ((digits * 10) + (digits >> 8)) & 0x00FF00FF00FF00FF;
        digits = ((digits * 100) + (digits >> 16)) & 0x0000FFFF0000FFFF;
        return ((digits * 10_000) + (digits >> 32)) & 0xFFFFFFFF;
    }

    /// <summary>Writes the whole number as ASCII digits. For keyed hashes only.</summary>
    /// <param name="digits">Receives <see cref="Length"/> digits.</param>
    /// <returns>How many were written.</returns>
    public int CopyTo(Span<byte> digits)
    {
        var value = Value;
        for (var index = Length - 1; index >= 0; index--)
        {
            digits[index] = (byte)('0' + (value % 10));
            value /= 10;
        }

        return Length;
    }

    /// <summary>First six digits, asterisks, last four.</summary>
    public override string ToString()
    {
        var digits = Value.ToString(CultureInfo.InvariantCulture).PadLeft(Length, '0');
        return Length < 12 ? new string('*', Length) : $"{digits[..6]}{new string('*', Length - 10)}{digits[^4..]}";
    }
}
