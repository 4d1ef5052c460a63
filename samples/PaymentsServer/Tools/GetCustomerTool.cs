using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PaymentsServer.Ledger;

namespace PaymentsServer.Tools;

/// <summary>Shows one customer.</summary>
[McpServerToolType]
internal sealed class GetCustomerTool(PaymentLedger ledger)
{
    private const int LatestCount = 5;

    /// <summary>The tool.</summary>
    [McpServerTool(
        Name = "get_customer",
        Title = "Get customer",
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(CustomerView)
    )]
    [Description("Shows one customer with the card on file and the latest five transactions.")]
    public CallToolResult Get([Description("Customer id, such as CUS-0001.")] string id)
    {
        if (ledger.FindCustomer(id) is not { } customer)
        {
            return ToolResults.Refuse("There is no customer with this id. Ids run from CUS-0001 to CUS-0200.");
        }

        Transaction[] own = [.. ledger.Snapshot().Where(row => row.Customer == customer)];
        TransactionView[] latest = [.. own.Reverse().Take(LatestCount).Select(TransactionView.From)];
        var card = CardView.From(customer);
        var heading =
            $"{customer.Id}  {customer.Name} <{customer.Email}>  {customer.Country}\nCard on file: {card.Brand} "
            + $"{card.CardNumber} exp {card.Expiry} cvv {card.Cvv}\n{own.Length} transactions, the latest:";
        return ToolResults.Structured(
            string.Join('\n', latest.Select(row => row.ToLine()).Prepend(heading)),
            new CustomerView(customer.Id, customer.Name, customer.Email, customer.Country, card, own.Length, latest)
        );
    }
}
