using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Fragments;

/// <summary>Represents digits of one value that may be part of a card number.</summary>
/// <param name="Place">Where the value stands.</param>
/// <param name="Start">First digit.</param>
/// <param name="Length">Bytes to the last digit, with the blanks and dashes between groups.</param>
/// <param name="Digits">Number of digits.</param>
internal readonly record struct Fragment(ValuePlace Place, int Start, int Length, int Digits)
{
    // The first digits and the last ones that may be shown are not more.
    private const int MostShown = 8;

    /// <summary>Whether the names around say card.</summary>
    public bool HasCardName => FragmentNames.SayCard(Place.Senses);

    /// <summary>Whether it may be shown: a BIN, the last four digits, something about the number.</summary>
    public bool IsStandIn => (Place.Senses & (Senses.StandIn | Senses.About)) != 0 && Digits <= MostShown;

    /// <summary>Gets its bytes.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json.Slice(Start, Length);

    /// <summary>Whether the digits stand in groups, the first of four.</summary>
    public bool IsGrouped(ReadOnlySpan<byte> json) => In(json).IndexOfAny((byte)' ', (byte)'-') == 4;

    /// <summary>Gets what remains of it without the first or last bytes.</summary>
    public Fragment Cut(ReadOnlySpan<byte> json, int from, int to) =>
        this with { Start = Start + from, Length = to - from, Digits = DigitEnds.Count(In(json)[from..to]) };
}
