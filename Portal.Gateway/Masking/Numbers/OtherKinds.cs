using Portal.Gateway.Masking.Words;

namespace Portal.Gateway.Masking.Numbers;

/// <summary>Says whether digits have the format of the kind of number that a name gives them: only then the name protects them.</summary>
internal static class OtherKinds
{
    private const int LongestPhone = 15;
    private const int LongestProduct = 14;
    private const int PackageDigits = 18;
    private const int LongestPerson = 15;
    private const int LongestAccount = 14;
    private const int CardDigits = 16;

    /// <summary>Whether digits may be what a name calls them. Quantities and times may be anything.</summary>
    /// <param name="senses">What the name says.</param>
    /// <param name="digits">The digits, ASCII.</param>
    public static bool Fit(Senses senses, ReadOnlySpan<byte> digits)
    {
        var count = digits.Length;
        return (senses.HasAny(Senses.Device) && IsDevice(digits))
            || (senses.HasAny(Senses.Product) && count is <= LongestProduct or PackageDigits)
            || (senses.HasAny(Senses.Parcel) && count != CardDigits)
            || (senses.HasAny(Senses.Phone) && count <= LongestPhone)
            || (senses.HasAny(Senses.Person) && count <= LongestPerson)
            || (!senses.HasAny(Senses.Card) && IsAccount(senses, count));
    }

    /// <summary>Whether a name calls so many digits a bank account's: longer ones may be a card's.</summary>
    public static bool IsAccount(Senses senses, int digits) => senses.HasAny(Senses.Account) && digits <= LongestAccount;

    // IMEI, IMSI and MEID have fourteen or fifteen digits, with a software version sixteen (most begin with 35), an ICCID eighteen
    // to twenty that begin with 89 (ITU-T E.118).
    private static bool IsDevice(ReadOnlySpan<byte> digits) =>
        digits.Length is 14 or 15
        || (digits.Length == CardDigits && digits[0] == '3' && digits[1] == '5')
        || (digits.Length is >= 18 and <= 20 && digits[0] == '8' && digits[1] == '9');
}
