namespace PaymentsServer.Seeding;

/// <summary>The check digit of card numbers (ISO/IEC 7812-1, annex B).</summary>
internal static class Luhn
{
    /// <summary>The digit that makes <paramref name="payload"/> a valid card number when appended.</summary>
    public static char CheckDigit(string payload)
    {
        var sum = 0;
        for (var i = 0; i < payload.Length; i++)
        {
            var digit = payload[payload.Length - 1 - i] - '0';
            var weighted = i % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
