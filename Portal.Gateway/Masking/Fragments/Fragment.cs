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

    /// <summary>Digits of a text.</summary>
    /// <param name="place">Where the text stands.</param>
    /// <param name="text">The text.</param>
    /// <param name="start">Where they begin in it.</param>
    /// <param name="end">Where they end.</param>
    public Fragment(in ValuePlace place, ReadOnlySpan<byte> text, int start, int end)
        : this(place, place.Start + start, end - start, DigitEnds.Count(text[start..end])) { }

    /// <summary>Whether the names around say card.</summary>
    public bool HasCardName => FragmentNames.SayCard(Place.Senses);

    /// <summary>Whether it may be shown: a BIN, the last four digits, something about the number.</summary>
    public bool IsStandIn => (Place.Senses & (Senses.StandIn | Senses.About)) != Senses.None && Digits <= MostShown;

    /// <summary>Gets its bytes.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json.Slice(Start, Length);

    /// <summary>Whether the digits stand in groups, the first of four.</summary>
    public bool IsGrouped(ReadOnlySpan<byte> json) => In(json).IndexOfAny((byte)' ', (byte)'-') == 4;

    /// <summary>Gets what remains of it from a byte on, up to another.</summary>
    public Fragment Cut(ReadOnlySpan<byte> json, int from, int to) =>
        new(Place, json[Place.Start..], Start - Place.Start + from, Start - Place.Start + to);
}
