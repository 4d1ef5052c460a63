namespace Portal.Gateway.Masking.Detectors;

/// <summary>
/// The payment networks, by issuer identification number and length (ISO/IEC 7812-1). Entries that are narrower stand before wider
/// ones.
/// </summary>
internal static class CardNetworks
{
    /// <summary>Shortest card number.</summary>
    public const int MinLength = 12;

    /// <summary>Longest card number (ISO/IEC 7812-1).</summary>
    public const int MaxLength = 19;

    private const int IinLength = 6;
    private const int WeakShift = 20;

    // What stands behind the first two of the six digits.
    private const int Tail = 10_000;

    private static readonly CardNetwork[] Table =
    [
        // Domestic schemes first: their ranges lie within those of others.
        Range("elo", "506699", "506778", Strong(16)),
        Range("elo", "509", "509", Strong(16)),
        Range("verve", "506099", "506198", Strong(16, 18, 19)),
        Range("verve", "507865", "507964", Strong(16, 18, 19)),
        Range("hipercard", "606282", "606282", Strong(16)),
        Range("afrigo", "564456", "564456", Strong(16, 18), promisesLuhn: false),
        Range("uzcard", "8600", "8600", Strong(16), promisesLuhn: false),
        Range("uzcard", "5614", "5614", Strong(16), promisesLuhn: false),
        Range("humo", "9860", "9860", Strong(16), promisesLuhn: false),
        Range("napas", "9704", "9704", Strong(16, 19), promisesLuhn: false),
        Range("troy", "9792", "9792", Strong(16)),
        Range("lankapay", "357111", "357111", Strong(16), promisesLuhn: false),
        Range("mir", "2200", "2204", Strong(16, 17, 18, 19)),
        Range("borica", "2205", "2205", Strong(16, 17, 18, 19)),
        Range("visa", "4", "4", Strong(16, 18, 19) | Weak(13)),
        Range("mastercard", "51", "55", Strong(16)),
        Range("mastercard", "2221", "2720", Strong(16)),
        Range("amex", "34", "34", Strong(15)),
        Range("amex", "37", "37", Strong(15)),
        Range("diners", "300", "305", Strong(15, 16, 17, 18, 19) | Weak(14)),
        Range("diners", "36", "36", Strong(15, 16, 17, 18, 19) | Weak(14)),
        Range("diners", "38", "39", Strong(15, 16, 17, 18, 19) | Weak(14)),
        Range("jcb", "3528", "3589", Strong(16, 17, 18, 19)),
        Range("rupay", "353", "353", Strong(16)),
        Range("rupay", "356", "356", Strong(16)),
        Range("discover", "6011", "6011", Strong(16, 17, 18, 19)),
        Range("discover", "644", "649", Strong(16, 17, 18, 19)),
        Range("discover", "65", "65", Strong(16, 17, 18, 19)),
        Range("unionpay", "62", "62", Strong(16, 17, 18, 19), promisesLuhn: false),
        Range("unionpay", "810", "817", Strong(16, 17, 18, 19), promisesLuhn: false),
        Range("rupay", "81", "82", Strong(16)),
        Range("rupay", "508", "508", Strong(16)),
        Range("rupay", "60", "60", Strong(16)),
        Range("maestro", "50", "50", Strong(16, 17, 18, 19) | Weak(12, 13, 14, 15)),
        Range("maestro", "56", "58", Strong(16, 17, 18, 19) | Weak(12, 13, 14, 15)),
        Range("maestro", "60", "69", Strong(16, 17, 18, 19) | Weak(12, 13, 14, 15)),
        Range("uatp", "1", "1", Weak(15)),
    ];

    // By the first two digits: the entries that numbers which begin so may belong to, in the order of the table.
    private static readonly CardNetwork[][] ByStart =
    [
        .. Enumerable
            .Range(0, 100)
            .Select(start => Table.Where(entry => entry.First / Tail <= start && start <= entry.Last / Tail).ToArray()),
    ];

    // Bit n of an entry: one of these networks has numbers of n digits. Most digits are done with here.
    private static readonly uint[] LengthsByStart =
    [
        .. ByStart.Select(entries => entries.Aggregate(0u, (lengths, entry) => lengths | LengthsOf(entry))),
    ];

    /// <summary>Returns what ASCII digits are worth as a card number.</summary>
    public static CardEvidence Evaluate(ReadOnlySpan<byte> digits) => Evaluate(digits, out _);

    /// <summary>Returns what ASCII digits are worth as a card number.</summary>
    /// <param name="digits">The digits.</param>
    /// <param name="passesCheck">Whether they pass the check digit.</param>
    public static CardEvidence Evaluate(ReadOnlySpan<byte> digits, bool passesCheck) => Evaluate(digits, passesCheck, out _);

    /// <summary>Returns what ASCII digits are worth as a card number, and of which network.</summary>
    public static CardEvidence Evaluate(ReadOnlySpan<byte> digits, out string? network) =>
        Evaluate(digits, passesCheck: null, out network);

    private static CardEvidence Evaluate(ReadOnlySpan<byte> digits, bool? passesCheck, out string? network)
    {
        network = null;
        if (digits.Length is < MinLength or > MaxLength)
        {
            return CardEvidence.None;
        }

        var start = ((digits[0] - '0') * 10) + digits[1] - '0';
        if ((LengthsByStart[start] >> digits.Length & 1) == 0)
        {
            return CardEvidence.None;
        }

        var iin = 0;
        foreach (var digit in digits[..IinLength])
        {
            iin = (iin * 10) + digit - '0';
        }

        var best = CardEvidence.None;
        foreach (ref readonly var entry in ByStart[start].AsSpan())
        {
            var evidence = iin >= entry.First && iin <= entry.Last ? Weigh(entry, digits, ref passesCheck) : CardEvidence.None;
            if (evidence > best)
            {
                best = evidence;
                network = entry.Name;
            }
        }

        return best;
    }

    private static CardEvidence Weigh(in CardNetwork network, ReadOnlySpan<byte> digits, ref bool? passesCheck)
    {
        var isStrong = (network.Lengths >> digits.Length & 1) == 1;
        var isWeak = (network.Lengths >> (digits.Length + WeakShift) & 1) == 1;
        if (!isStrong && !isWeak)
        {
            return CardEvidence.None;
        }

        passesCheck ??= Luhn.Passes(digits);
        if (passesCheck.Value)
        {
            return isStrong ? CardEvidence.Strong : CardEvidence.Weak;
        }

        return network.PromisesLuhn ? CardEvidence.None : CardEvidence.Weak;
    }

    private static long Strong(params ReadOnlySpan<int> lengths) => Bits(lengths);

    private static long Weak(params ReadOnlySpan<int> lengths) => Bits(lengths) << WeakShift;

    private static long Bits(ReadOnlySpan<int> lengths)
    {
        var bits = 0L;
        foreach (var length in lengths)
        {
            bits |= 1L << length;
        }

        return bits;
    }

    private static uint LengthsOf(in CardNetwork entry) =>
        (uint)((entry.Lengths | entry.Lengths >> WeakShift) & ((1 << WeakShift) - 1));

    private static CardNetwork Range(string name, string first, string last, long lengths, bool promisesLuhn = true) =>
        new(name, int.Parse(first.PadRight(IinLength, '0')), int.Parse(last.PadRight(IinLength, '9')), lengths, promisesLuhn);
}
