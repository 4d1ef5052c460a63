using System.Collections.Concurrent;
using System.Text;

namespace Portal.Bench.Hosts;

/// <summary>Text as tools return it: rows of JSON inside a JSON string, so every quote is escaped.</summary>
internal static class Filler
{
    /// <summary>The well-known test number that stands for a card.</summary>
    public const string Card = "4111111111111111";

    private const string SpacedCard = "5555 5555 5555 4444";
    private const int CardEvery = 4;
    private static readonly string[] Merchants = ["Northwind Coffee", "Fabrikam Rail", "Contoso Books", "Tailspin Toys"];
    private static readonly ConcurrentDictionary<(int Length, bool Cards), byte[]> Made = new();

    public static byte[] Of(int length, bool cards) => Made.GetOrAdd((length, cards), key => Make(key.Length, key.Cards));

    private static byte[] Make(int length, bool cards)
    {
        var text = new StringBuilder("[");
        for (int row = 0; ; row++)
        {
            string next = (row == 0 ? "" : ",") + Row(row, cards && row % CardEvery == 0);
            if (text.Length + next.Length + 1 > length)
            {
                break;
            }

            text.Append(next);
        }

        string rows = text.Append(']').ToString();
        return Encoding.ASCII.GetBytes(rows.Length > length ? new string(' ', length) : rows.PadRight(length));
    }

    private static string Row(int row, bool card)
    {
        string pan = row % (2 * CardEvery) == 0 ? Card : SpacedCard;
        string json = $$"""
            {"id":"txn_{{row:x6}}","merchant":"{{Merchants[row % Merchants.Length]}}","amount":{{12
                + (row % 90)}}.50,"currency":"EUR","status":"settled"{{(card ? $",\"card\":\"{pan}\"" : "")}}}
            """;
        return json.Replace("\"", "\\\"", StringComparison.Ordinal);
    }
}
