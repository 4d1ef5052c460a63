using Xunit;

namespace Portal.Tests.Gateway.Masking;

/// <summary>Test card numbers that networks and payment providers publish, and made-up ones where a network publishes none.</summary>
internal static class TestCards
{
    /// <summary>Network, IIN range it stands for, number.</summary>
    public static TheoryData<string, string> ByNetwork { get; } = new()
    {
        { "visa", "4111111111111111" },
        { "visa", "4012888888881881" },
        { "visa", "4242424242424242" },
        { "visa", "4000056655665556" },
        { "visa", "4988438843884305" },
        { "visa", Complete("40000000000000000") },
        { "visa", "4917610000000000003" },
        { "mastercard", "5555555555554444" },
        { "mastercard", "5105105105105100" },
        { "mastercard", "2221000000000009" },
        { "mastercard", "2223003122003222" },
        { "mastercard", "2720994326581252" },
        { "amex", "378282246310005" },
        { "amex", "371449635398431" },
        { "amex", "341111111111111" },
        { "discover", "6011111111111117" },
        { "discover", "6011000990139424" },
        { "discover", "6445644564456445" },
        { "discover", "6510000000000000" },
        { "diners", "3056930009020004" },
        { "diners", Complete("3600000000000") },
        { "diners", Complete("3800000000000000") },
        { "jcb", "3530111333300000" },
        { "jcb", "3566002020360505" },
        { "jcb", "3569990010095841" },
        { "unionpay", "6200000000000005" },
        { "unionpay", "6250941006528599" },
        { "unionpay", "6205500000000000004" },
        { "unionpay", "8171999927660000" },
        { "unionpay", "8171999900000000021" },
        { "maestro", "5000550000000029" },
        { "maestro", "6759649826438453" },
        { "maestro", "6304000000000000" },
        { "maestro", "6799990100000000019" },
        { "maestro", "5060666666666666666" },
        { "maestro", "507850785078507812" },
        { "maestro", "5019717010103742" },
        { "elo", "5066991111111118" },
        { "mir", "2200770239097761" },
        { "mir", "2201382000000013" },
        { "borica", Complete("220500000000000") },
        { "rupay", Complete("820000000000000") },
        { "troy", "9792030394440796" },
        { "troy", "9792020000000001" },
        { "humo", Complete("986012010101010") },
        { "uzcard", "8600495473316478" },
        { "napas", "9704000000000018" },
        { "napas", "9704198526191432198" },
    };

    /// <summary>One number of each length and of several networks, for generators.</summary>
    public static string[] Some { get; } =
    [
        "4111111111111111", "5555555555554444", "2223003122003222", "378282246310005", "6011111111111117", "3530111333300000",
        "6200000000000005", "4917610000000000003", "6304000000000000", "2200770239097761", "9792030394440796", Complete("40000000000000000"),
    ];

    /// <summary>A number with its Luhn digit.</summary>
    public static string Complete(string digits)
    {
        for (var check = '0'; check <= '9'; check++)
        {
            if (Passes(digits + check))
            {
                return digits + check;
            }
        }

        throw new ArgumentException("No digit completes it.", nameof(digits));
    }

    /// <summary>Luhn as ISO/IEC 7812-1 writes it, apart from the product's own.</summary>
    public static bool Passes(string digits)
    {
        var sum = 0;
        for (var place = 0; place < digits.Length; place++)
        {
            var digit = digits[digits.Length - 1 - place] - '0';
            var product = place % 2 == 0 ? digit : digit * 2;
            sum += (product / 10) + (product % 10);
        }

        return sum % 10 == 0;
    }

    /// <summary>The truncation in text.</summary>
    public static string Masked(string digits) => digits[..6] + new string('*', digits.Length - 10) + digits[^4..];

    /// <summary>The truncation as a JSON number.</summary>
    public static string MaskedNumber(string digits)
    {
        // Zeros, unless they are the number's own.
        var isZeros = digits[6..^4].StartsWith("000", StringComparison.Ordinal) || digits[6..^4].EndsWith("00000", StringComparison.Ordinal);
        var (filler, other) = isZeros ? ('9', '8') : ('0', '1');
        var masked = digits[..6] + new string(filler, digits.Length - 10) + digits[^4..];
        return Passes(masked) ? digits[..6] + new string(filler, digits.Length - 11) + other + digits[^4..] : masked;
    }
}
