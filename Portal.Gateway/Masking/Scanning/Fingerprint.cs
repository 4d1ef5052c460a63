using System.Numerics;

namespace Portal.Gateway.Masking.Scanning;

/// <summary>Represents which bytes of ASCII may stand at the first places of a phrase, or of any of several.</summary>
internal sealed class Fingerprint
{
    private const int SetBytes = 16;

    // How often text has a letter: at the beginning of a word, and anywhere. In per mille, from a to z; any numbers are right, good ones make the scan fast.
    private static readonly int[] Initial =
    [
        117,
        44,
        52,
        32,
        28,
        40,
        16,
        42,
        73,
        5,
        9,
        24,
        38,
        23,
        76,
        43,
        2,
        28,
        67,
        160,
        12,
        8,
        55,
        1,
        8,
        1,
    ];
    private static readonly int[] Inner =
    [
        82,
        15,
        28,
        43,
        127,
        22,
        20,
        61,
        70,
        2,
        8,
        40,
        24,
        67,
        75,
        19,
        1,
        60,
        63,
        91,
        28,
        10,
        24,
        2,
        20,
        1,
    ];
    private static readonly double[] AtFirst = Frequency(Initial, space: 0.001);
    private static readonly double[] Behind = Frequency(Inner, space: 0.15);

    // One a place: bit n is the byte n.
    private readonly UInt128[] _sets;
    private double? _cost;

    private Fingerprint(UInt128[] sets) => _sets = sets;

    /// <summary>Makes that of a phrase.</summary>
    public static Fingerprint Of(WordPattern pattern, int places) =>
        new([.. Enumerable.Range(0, places).Select(place => SetOf(pattern.BytesAt(place)))]);

    /// <summary>Gets the share of words in text that it lets pass: an estimate.</summary>
    public double Cost => _cost ??= CostWith(this);

    /// <summary>Whether a byte may stand at a place.</summary>
    public bool Has(int place, byte value) => (_sets[place] >> value & UInt128.One) != 0;

    /// <summary>Returns what the two together would cost.</summary>
    public double CostWith(Fingerprint other)
    {
        var cost = Share(_sets[0] | other._sets[0], AtFirst);
        for (var place = 1; place < _sets.Length; place++)
        {
            cost *= Share(_sets[place] | other._sets[place], Behind);
        }

        return cost;
    }

    /// <summary>Returns what one of the two lets pass, or anything in between.</summary>
    public Fingerprint With(Fingerprint other) => new([.. _sets.Zip(other._sets, (one, two) => one | two)]);

    private static UInt128 SetOf(bool[] bytes) =>
        Enumerable
            .Range(0, bytes.Length)
            .Where(value => bytes[value])
            .Aggregate(UInt128.Zero, (set, value) => set | (UInt128.One << value));

    private static double Share(UInt128 set, double[] frequency)
    {
        var share = 0.0;
        for (var part = 0; part < SetBytes; part++)
        {
            share += frequency[(part << 8) | (byte)(set >> (part << 3))];
        }

        return share;
    }

    private static double[] Frequency(int[] perMille, double space)
    {
        var frequency = new double[128];
        Array.Fill(frequency, 0.002);
        frequency[' '] = space;
        for (var letter = 0; letter < perMille.Length; letter++)
        {
            frequency['a' + letter] = perMille[letter] / 1000.0;
        }

        return BySetByte(frequency);
    }

    // What eight neighbouring bytes of ASCII have together, for each choice of them: a set is added up in sixteen steps.
    private static double[] BySetByte(double[] frequency)
    {
        var sums = new double[SetBytes << 8];
        for (var part = 0; part < SetBytes; part++)
        {
            for (var choice = 1; choice < 256; choice++)
            {
                var first = BitOperations.TrailingZeroCount(choice);
                sums[(part << 8) | choice] = sums[(part << 8) | (choice & (choice - 1))] + frequency[(part << 3) + first];
            }
        }

        return sums;
    }
}
