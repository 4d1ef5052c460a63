using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>Reads the names under which parts of a number stand.</summary>
internal static class FragmentNames
{
    private const int LongestNumber = 2;

    private const Senses Never =
        (Senses.OtherKind & ~Senses.Account) | Senses.Place | Senses.Expiry | Senses.OtherCode | Senses.Secret;

    private static readonly HashSet<string> Positions = new(StringComparer.OrdinalIgnoreCase)
    {
        "first",
        "second",
        "third",
        "fourth",
        "middle",
        "last",
        "high",
        "low",
        "hi",
        "lo",
        "head",
        "tail",
        "left",
        "right",
        "prefix",
        "suffix",
        "start",
        "end",
        "begin",
        "rest",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> PositionsBySpan = Positions.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    /// <summary>Whether a name says card.</summary>
    public static bool SayCard(Senses senses) =>
        (senses & Senses.Card) != Senses.None || (senses & (Senses.Pan | Senses.Weak)) == Senses.Pan;

    /// <summary>Whether values under a name are no part of a card number: a quantity, a time, a telephone number.</summary>
    public static bool AreOther(Senses senses) =>
        (senses & Never) != Senses.None
        || (
            (senses & (Senses.Reference | Senses.Account)) != Senses.None && (senses & (Senses.Pan | Senses.Card)) == Senses.None
        );

    /// <summary>Splits a name into a stem and a running number, or a letter that counts: <c>pan1</c>, <c>cc_2</c>,
    /// <c>part_a</c>, <c>partB</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="stem">Length of the stem.</param>
    /// <param name="order">The number; of a letter its place in the alphabet, from 1, behind all numbers.</param>
    public static bool TryCount(ReadOnlySpan<byte> name, out int stem, out int order)
    {
        stem = name.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        order = 0;
        if (name.Length - stem is > 0 and <= LongestNumber)
        {
            foreach (var digit in name[stem..])
            {
                order = (order * 10) + digit - '0';
            }

            return true;
        }

        stem = name.Length - 1;
        order = name is [.., var letter] ? LetterBase + (letter | 0x20) - 'a' : 0;
        return name
            is [>= (byte)'a' and <= (byte)'d' or >= (byte)'A' and <= (byte)'D']
                or [
                    ..,
                    (byte)'_'
                    or (byte)'-'
                    or (byte)'.'
                    or (byte)' ',
                    >= (byte)'a'
                    and <= (byte)'h'
                    or >= (byte)'A'
                    and <= (byte)'H',
                ]
                or [.., >= (byte)'a' and <= (byte)'z', >= (byte)'A' and <= (byte)'H'];
    }

    /// <summary>Order of the first letter.</summary>
    public const int LetterBase = 1000;

    /// <summary>Whether a name begins to count.</summary>
    public static bool IsFirst(int order) => order is 0 or 1 or LetterBase;

    /// <summary>Whether a member's own name says card, or what part of the card it is whose object it is in.</summary>
    public static bool IsPart(ReadOnlySpan<byte> json, in ValuePlace place)
    {
        var name = place.NameIn(json);
        return SayCard(NameSenses.Of(name)) || (SayCard(place.Senses) && IsPosition(name));
    }

    private static bool IsPosition(ReadOnlySpan<byte> name)
    {
        Span<char> characters = stackalloc char[8];
        return System.Text.Encoding.UTF8.TryGetChars(name, characters, out var count)
            && PositionsBySpan.Contains(characters[..count]);
    }
}
