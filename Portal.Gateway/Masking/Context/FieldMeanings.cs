namespace Portal.Gateway.Masking.Context;

/// <summary>Asks names what they say.</summary>
internal static class FieldMeanings
{
    // E.164 numbers have at most 15 digits, GTINs 14; micro- and nanoseconds have more, and begin with 1 until 2033.
    private const int LeastOfNoneBrief = 16;

    /// <summary>Whether a name speaks of numbers of another kind, and digits may be one.</summary>
    public static bool IsOtherNumber(this FieldMeaning meaning, ReadOnlySpan<byte> digits) =>
        meaning.HasAny(FieldMeaning.OtherNumber) && !(meaning.HasAny(FieldMeaning.Brief) && digits.Length >= LeastOfNoneBrief && digits[0] != '1');

    /// <summary>Whether a name speaks of numbers of the business, and so many digits may be one.</summary>
    public static bool IsReference(this FieldMeaning meaning, int digits) =>
        meaning.HasAny(FieldMeaning.Reference) && !(meaning.HasAny(FieldMeaning.Brief) && digits >= LeastOfNoneBrief);

    /// <summary>Returns what a name says in an address or of a device: there a PIN is none.</summary>
    public static FieldMeaning InPlace(this FieldMeaning meaning) => meaning.HasAny(FieldMeaning.Pin) ? meaning & ~(FieldMeaning.Pin | FieldMeaning.Short | FieldMeaning.Card) : meaning;

    /// <summary>Whether any of some meanings is among a name's.</summary>
    public static bool HasAny(this FieldMeaning meaning, FieldMeaning any) => (meaning & any) != FieldMeaning.None;
}
