using System.ComponentModel;
using System.Globalization;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using PaymentsServer.Ledger;

namespace PaymentsServer.Prompts;

/// <summary>Has the model write to the card issuer.</summary>
[McpServerPromptType]
internal sealed class DisputeLetterPrompt(PaymentLedger ledger)
{
    /// <summary>The prompt.</summary>
    [McpServerPrompt(Name = "dispute_letter", Title = "Dispute letter")]
    [Description("Drafts a letter to the card issuer that disputes one transaction.")]
    public string Write([Description("Transaction id, such as TXN-000001.")] string transactionId)
    {
        if (ledger.FindTransaction(transactionId) is not { } row)
        {
            throw new McpProtocolException(
                "There is no such transaction. list_transactions gives the ids.",
                McpErrorCode.InvalidParams
            );
        }

        var card = row.Customer.Card;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Write a short, polite letter to the card issuer that disputes this payment.

            Cardholder: {row.Customer.Name}, {row.Customer.Email}
            Card: {row.CardNumber}, expiry {card.Expiry}, CVV {card.Cvv}
            Payment: {row.Amount:0.00} {row.Currency} to {row.Merchant.Name} on {Iso8601.Write(row.Time)}
            Reference: {row.Reference} ({row.Id}), status {row.Status.ToWireName()}

            Ask for a chargeback and for an answer within 30 days.
            """
        );
    }
}
