using System.Buffers.Text;

namespace Portal.Gateway.Masking;

/// <summary>Reads JSON numbers digit by digit: a card number has more digits than a double keeps.</summary>
internal static class NumberDigits
{
    /// <summary>
    /// The digits of an integer, however it is spelled: <c>4111111111111111</c>, <c>…111.0</c>, <c>4.111111111111111E+15</c>. Of a
    /// number with a fraction those before it, if a card number has as many: <c>4111111111111111.5</c> shows one.
    /// </summary>
    /// <param name="lexeme">A JSON number, or what may be one.</param>
    /// <param name="digits">Receives ASCII digits.</param>
    /// <returns>How many; 0 for what is no number, a short number with a fraction, or one that is longer than there is room.</returns>
    public static int Of(ReadOnlySpan<byte> lexeme, Span<byte> digits)
    {
        lexeme = lexeme.TrimStart((byte)'-');
        if (!TryExponent(ref lexeme, digits.Length, out var exponent))
        {
            return 0;
        }

        var point = lexeme.IndexOf((byte)'.');
        var integer = point < 0 ? lexeme : lexeme[..point];
        var fraction = point < 0 ? default : lexeme[(point + 1)..];
        if (integer.Length > digits.Length)
        {
            return 0;
        }

        // The rest of a long fraction is behind any card number.
        var isCut = fraction.Length > digits.Length - integer.Length;
        fraction = isCut ? fraction[..(digits.Length - integer.Length)] : fraction;
        integer.CopyTo(digits);
        fraction.CopyTo(digits[integer.Length..]);
        var whole = integer.Length + exponent;
        var all = integer.Length + fraction.Length;
        if (whole <= 0 || whole > digits.Length || digits[..all].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return 0;
        }

        var isInteger = !isCut && (whole >= all || !digits[whole..all].ContainsAnyExcept((byte)'0'));
        if (!isInteger && whole < Detectors.CardNetworks.MinLength)
        {
            return 0;
        }

        if (whole > all)
        {
            digits[all..whole].Fill((byte)'0');
        }

        return integer.Length > 1 ? whole : WithoutZeros(digits[..whole]);
    }

    // 0.4111e16 is an integer with a zero in front.
    private static int WithoutZeros(Span<byte> digits)
    {
        var zeros = digits.IndexOfAnyExcept((byte)'0');
        if (zeros <= 0)
        {
            return digits.Length;
        }

        digits[zeros..].CopyTo(digits);
        return digits.Length - zeros;
    }

    private static bool TryExponent(ref ReadOnlySpan<byte> lexeme, int largest, out int exponent)
    {
        exponent = 0;
        var mark = lexeme.IndexOfAny((byte)'e', (byte)'E');
        if (mark < 0)
        {
            return true;
        }

        var text = lexeme[(mark + 1)..].TrimStart((byte)'+');
        lexeme = lexeme[..mark];
        return Utf8Parser.TryParse(text, out exponent, out var consumed)
            && consumed == text.Length
            && Math.Abs(exponent) <= largest;
    }
}
