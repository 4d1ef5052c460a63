using System.Globalization;

namespace Portal.Gateway.ApprovalRules;

/// <summary>
/// A decimal number exactly as it is written, of any length: <c>0.Digits × 10^Exponent</c>. Never a double on the way, which
/// would take numbers beyond 2^53 for their neighbours.
/// </summary>
internal readonly struct ExactNumber
{
    // More digits than any exponent that means something; what is longer is no number to this type.
    private const int MaxExponentDigits = 15;

    // ECMA-262, Number::toString: up to 21 digits are written out.
    private const int PlainDigits = 21;
    private const int PlainZeros = -6;

    private readonly bool _isNegative;
    private readonly string _digits;
    private readonly long _exponent;

    private ExactNumber(bool isNegative, string digits, long exponent) =>
        (_isNegative, _digits, _exponent) = (isNegative, digits, exponent);

    /// <summary>
    /// Reads a number as JSON writes it, and as servers that turn text into numbers take it: blanks around it, a plus, a bare
    /// point.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ExactNumber number)
    {
        number = default;
        text = text.Trim();
        var isNegative = text is ['-', ..];
        if (text is ['-', ..] or ['+', ..])
        {
            text = text[1..];
        }

        var mark = text.IndexOfAny('e', 'E');
        if (!TryReadExponent(mark < 0 ? "0" : text[(mark + 1)..], out var exponent))
        {
            return false;
        }

        var mantissa = mark < 0 ? text : text[..mark];
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? default : mantissa[(point + 1)..];
        if (
            (whole.IsEmpty && fraction.IsEmpty)
            || whole.ContainsAnyExceptInRange('0', '9')
            || fraction.ContainsAnyExceptInRange('0', '9')
        )
        {
            return false;
        }

        number = Normalise(isNegative, string.Concat(whole, fraction), exponent + whole.Length);
        return true;
    }

    /// <summary>Less than zero, zero, or more, as the left number is less than the right one, the same, or more.</summary>
    public static int Compare(ExactNumber left, ExactNumber right)
    {
        var sign = left.Sign.CompareTo(right.Sign);
        if (sign != 0 || left.Sign == 0)
        {
            return sign;
        }

        var magnitude = left._exponent.CompareTo(right._exponent);
        magnitude = magnitude != 0 ? magnitude : string.CompareOrdinal(left._digits, right._digits);
        return left._isNegative ? -magnitude : magnitude;
    }

    /// <summary>
    /// The number as RFC 8785 lays numbers out, with the digits it has instead of those of the nearest double: the same for every
    /// number that is written as a double's shortest form, and different for two numbers that differ.
    /// </summary>
    public override string ToString()
    {
        if (Sign == 0)
        {
            return "0";
        }

        return (_isNegative ? "-" : "")
            + (_exponent, _digits.Length) switch
            {
                (<= PlainDigits, var count) when count <= _exponent => _digits.PadRight((int)_exponent, '0'),
                (> 0 and <= PlainDigits, _) => $"{_digits[..(int)_exponent]}.{_digits[(int)_exponent..]}",
                (> PlainZeros and <= 0, _) => $"0.{new string('0', (int)-_exponent)}{_digits}",
                _ => Scientific(),
            };
    }

    private int Sign =>
        _digits is null or "" ? 0
        : _isNegative ? -1
        : 1;

    private string Scientific()
    {
        var power = (_exponent - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
        return _digits.Length == 1 ? $"{_digits}e{power}" : $"{_digits[0]}.{_digits[1..]}e{power}";
    }

    private static bool TryReadExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        var digits = text is ['-', ..] or ['+', ..] ? text[1..] : text;
        return !digits.IsEmpty
            && !digits.ContainsAnyExceptInRange('0', '9')
            && digits.TrimStart('0').Length <= MaxExponentDigits
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
    }

    private static ExactNumber Normalise(bool isNegative, string digits, long exponent)
    {
        var significant = digits.AsSpan().TrimStart('0');
        exponent -= digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return significant.IsEmpty ? default : new ExactNumber(isNegative, significant.ToString(), exponent);
    }
}
