using System.Globalization;
using System.Text;
using PaymentsServer.Ledger;

namespace PaymentsServer.Seeding;

/// <summary>
/// Card numbers that payment processors publish for testing, and others made from the same prefixes with a Luhn check digit
/// (ISO/IEC 7812-1). None was ever issued.
/// </summary>
internal static class TestCards
{
    private static readonly CardScheme[] s_schemes =
    [
        new("visa", "411111", 16),
        new("visa", "424242", 16),
        new("visa", "400005", 16),
        new("mastercard", "555555", 16),
        new("mastercard", "510510", 16),
        new("mastercard", "222300", 16),
        new("amex", "378282", 15),
        new("amex", "371449", 15),
        new("discover", "601111", 16),
        new("jcb", "353011", 16),
        new("diners", "362272", 14),
        new("unionpay", "620550", 19),
    ];

    private static readonly (string Brand, string Number)[] s_published =
    [
        ("visa", "4111111111111111"),
        ("mastercard", "5555555555554444"),
        ("amex", "378282246310005"),
        ("discover", "6011111111111117"),
        ("jcb", "3530111333300000"),
        ("mastercard", "5105105105105100"),
        ("visa", "4000056655665556"),
        ("mastercard", "2223003122003222"),
        ("diners", "36227206271667"),
        ("unionpay", "6205500000000000004"),
        ("visa", "4242424242424242"),
        ("visa", "4012888888881881"),
        ("mastercard", "5200828282828210"),
        ("amex", "371449635398431"),
        ("discover", "6011000990139424"),
        ("jcb", "3566002020360505"),
    ];

    /// <summary>The card of the customer at <paramref name="position"/>: published numbers first, then made ones.</summary>
    public static PaymentCard Create(int position, SeededSequence sequence)
    {
        var scheme = s_schemes[position % s_schemes.Length];
        var (brand, number) =
            position < s_published.Length ? s_published[position] : (scheme.Brand, CreateNumber(scheme, sequence));
        var expiry = string.Create(CultureInfo.InvariantCulture, $"{sequence.Below(12) + 1:D2}/{sequence.Below(5) + 27:D2}");
        return new PaymentCard(
            number,
            brand,
            expiry,
            Digits(string.Equals(brand, "amex", StringComparison.Ordinal) ? 4 : 3, sequence)
        );
    }

    private static string CreateNumber(CardScheme scheme, SeededSequence sequence)
    {
        var payload = scheme.Prefix + Digits(scheme.Length - scheme.Prefix.Length - 1, sequence);
        return payload + Luhn.CheckDigit(payload);
    }

    private static string Digits(int count, SeededSequence sequence)
    {
        var digits = new StringBuilder(count);
        for (var i = 0; i < count; i++)
        {
            digits.Append((char)('0' + sequence.Below(10)));
        }

        return digits.ToString();
    }
}
