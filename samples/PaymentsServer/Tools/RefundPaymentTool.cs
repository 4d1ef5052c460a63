using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PaymentsServer.Ledger;

namespace PaymentsServer.Tools;

/// <summary>Pays money back.</summary>
[McpServerToolType]
internal sealed class RefundPaymentTool(PaymentLedger ledger)
{
    /// <summary>The tool.</summary>
    [McpServerTool(
        Name = "refund_payment",
        Title = "Refund a payment",
        ReadOnly = false,
        Idempotent = false,
        Destructive = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(LedgerChangeView)
    )]
    [Description("Pays back part or all of a captured payment to the card it came from. Cannot be undone.")]
    public CallToolResult Refund(
        [Description("Transaction id, such as TXN-000001.")] string transactionId,
        [Description("Amount in major units of the transaction's currency, such as 12.50; at most what is not refunded yet.")]
            decimal amount,
        [Description("Why, for the books.")] string reason
    )
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return ToolResults.Refuse("reason must not be empty.");
        }

        if (amount is <= 0 or > 1_000_000 || decimal.Round(amount, 2) != amount)
        {
            return ToolResults.Refuse("amount must be above 0 and have two decimals at most.");
        }

        var change = ledger.Refund(transactionId, (long)(amount * 100));
        if (!change.IsDone)
        {
            return ToolResults.Refuse(change.Refusal);
        }

        var after = TransactionView.From(change.Transaction);
        var text = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{change.Reference}: refunded {amount:0.00} {after.Currency} to card {after.CardNumber}. {after.Id} is now "
                + $"{change.Transaction.Status.ToWireName()}, {after.Refunded:0.00} of {after.Amount:0.00} refunded."
        );
        return ToolResults.Structured(text, new LedgerChangeView(change.Reference, reason, after));
    }
}
