using System.ComponentModel;
using System.Globalization;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using PaymentsServer.Ledger;

namespace PaymentsServer.Resources;

/// <summary>A customer's statement.</summary>
[McpServerResourceType]
internal sealed class StatementResource(PaymentLedger ledger)
{
    /// <summary>The resource.</summary>
    [McpServerResource(
        UriTemplate = "payments://customers/{id}/statement",
        Name = "customer_statement",
        Title = "Customer statement",
        MimeType = "text/plain"
    )]
    [Description("All transactions of one customer with the card on file, as plain text. Ids run from CUS-0001 to CUS-0200.")]
    public string Read(string id)
    {
        if (ledger.FindCustomer(id) is not { } customer)
        {
            throw new McpProtocolException(
                "There is no such customer. Ids run from CUS-0001 to CUS-0200.",
                McpErrorCode.InvalidParams
            );
        }

        var card = customer.Card;
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"Statement for {customer.Name} ({customer.Id}), {customer.Email}\n")
            .Append(
                CultureInfo.InvariantCulture,
                $"Card {card.Number} ({card.Brand}), valid to {card.Expiry}, CVV {card.Cvv}\n\n"
            );
        foreach (var row in ledger.Snapshot().Where(row => row.Customer == customer))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Iso8601.Write(row.Time)}  {row.Amount, 9:0.00} {row.Currency}  {row.Status.ToWireName(), -12}  "
                    + $"{row.CardNumber}  {row.Merchant.Name}\n"
            );
        }

        return text.ToString();
    }
}
