namespace PaymentsServer.Seeding;

/// <summary>Writes a card number the ways people and tills do.</summary>
internal static class CardNumberFormat
{
    private static readonly int[] s_fours = [4, 4, 4, 4, 4];
    private static readonly int[] s_amex = [4, 6, 5];
    private static readonly int[] s_diners = [4, 6, 4];

    /// <summary>The number in groups as printed on the card: fours, 4-6-5 for 15 digits, 4-6-4 for 14.</summary>
    public static string Group(string number, char separator)
    {
        var groups = new List<string>(5);
        var start = 0;
        foreach (var size in Sizes(number.Length))
        {
            if (start < number.Length)
            {
                groups.Add(number.Substring(start, Math.Min(size, number.Length - start)));
                start += size;
            }
        }

        return string.Join(separator, groups);
    }

    private static int[] Sizes(int length) =>
        length switch
        {
            14 => s_diners,
            15 => s_amex,
            _ => s_fours,
        };
}
