using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PaymentsServer.Ledger;

namespace PaymentsServer.Tools;

/// <summary>Finds cards on file.</summary>
[McpServerToolType]
internal sealed class SearchCardsTool(PaymentLedger ledger)
{
    private const int MaxCards = 50;

    /// <summary>The tool.</summary>
    [McpServerTool(
        Name = "search_cards",
        Title = "Search cards",
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(CardMatches)
    )]
    [Description(
        "Finds cards on file by their last four digits, by the holder's name, or both. Returns full card numbers and "
            + "verification codes."
    )]
    public CallToolResult Search(
        [Description("The last four digits.")] string? last4 = null,
        [Description("Part of the holder's name, in any case.")] string? name = null
    )
    {
        if (string.IsNullOrWhiteSpace(last4) && string.IsNullOrWhiteSpace(name))
        {
            return ToolResults.Refuse("Send last4, name or both.");
        }

        Customer[] matches =
        [
            .. ledger.Customers.Where(customer =>
                (string.IsNullOrWhiteSpace(last4) || string.Equals(customer.Card.Last4, last4.Trim(), StringComparison.Ordinal))
                && (string.IsNullOrWhiteSpace(name) || customer.Name.Contains(name.Trim(), StringComparison.OrdinalIgnoreCase))
            ),
        ];
        CardView[] cards = [.. matches.Take(MaxCards).Select(CardView.From)];
        var lines = cards.Select(card =>
            $"{card.CustomerId}  {card.Holder}  {card.Brand}  {card.CardNumber}  exp {card.Expiry}  cvv {card.Cvv}"
        );
        return ToolResults.Structured(
            string.Join('\n', lines.Prepend($"{matches.Length} cards found")),
            new CardMatches(cards, matches.Length)
        );
    }
}
