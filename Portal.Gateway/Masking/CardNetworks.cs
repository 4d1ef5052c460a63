namespace Portal.Gateway.Masking;

/// <summary>
/// Networks whose numbers are recognised by IIN, length and Luhn alone. Lengths and schemes that need card context (Visa 13, Maestro 12–15,
/// Diners 14, UATP, schemes without a promised Luhn digit) are not in here.
/// </summary>
internal static class CardNetworks
{
    /// <summary>Shortest number in the table.</summary>
    public const int MinLength = 14;

    /// <summary>Longest number in the table (ISO/IEC 7812-1).</summary>
    public const int MaxLength = 19;

    private static readonly CardNetwork[] Table =
    [
        Range("visa", "4", "4", 16, 18, 19),
        Range("mastercard", "51", "55", 16),
        Range("mastercard", "2221", "2720", 16),
        Range("amex", "34", "34", 15),
        Range("amex", "37", "37", 15),
        Range("discover", "6011", "6011", 16, 17, 18, 19),
        Range("discover", "644", "649", 16, 17, 18, 19),
        Range("discover", "65", "65", 16, 17, 18, 19),
        Range("diners", "300", "305", 14, 15, 16, 17, 18, 19),
        Range("diners", "36", "36", 14, 15, 16, 17, 18, 19),
        Range("diners", "38", "39", 14, 15, 16, 17, 18, 19),
        Range("jcb", "3528", "3589", 16, 17, 18, 19),
        Range("unionpay", "62", "62", 16, 17, 18, 19),
        Range("unionpay", "810", "817", 16, 17, 18, 19),
        Range("maestro", "50", "50", 16, 17, 18, 19),
        Range("maestro", "56", "58", 16, 17, 18, 19),
        Range("maestro", "60", "69", 16, 17, 18, 19),
        Range("mir", "2200", "2204", 16, 17, 18, 19),
        Range("borica", "2205", "2205", 16),
        Range("rupay", "508", "508", 16),
        Range("rupay", "81", "82", 16),
        Range("rupay", "353", "353", 16),
        Range("rupay", "356", "356", 16),
        Range("troy", "9792", "9792", 16),
        Range("humo", "9860", "9860", 16),
        Range("uzcard", "8600", "8600", 16),
        Range("napas", "9704", "9704", 16, 19),
        Range("lankapay", "357111", "357111", 16),
    ];

    /// <summary>The network of a number given as ASCII digits that passes Luhn; null when it is no card number.</summary>
    public static string? Find(ReadOnlySpan<byte> digits)
    {
        if (digits.Length is < MinLength or > MaxLength)
        {
            return null;
        }

        var iin = 0;
        foreach (var digit in digits[..6])
        {
            iin = (iin * 10) + digit - '0';
        }

        foreach (ref readonly var network in Table.AsSpan())
        {
            if (iin >= network.First && iin <= network.Last && (network.Lengths >> digits.Length & 1) == 1)
            {
                return Luhn.Passes(digits) ? network.Name : null;
            }
        }

        return null;
    }

    private static CardNetwork Range(string name, string first, string last, params ReadOnlySpan<int> lengths)
    {
        var bits = 0;
        foreach (var length in lengths)
        {
            bits |= 1 << length;
        }

        return new CardNetwork(name, int.Parse(first.PadRight(6, '0')), int.Parse(last.PadRight(6, '9')), bits);
    }
}
