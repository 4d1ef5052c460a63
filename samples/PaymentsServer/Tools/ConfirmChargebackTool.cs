using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PaymentsServer.Ledger;

namespace PaymentsServer.Tools;

/// <summary>
/// Charges a payment back once the user has confirmed in a form. The SDK carries the question as an input-required result in
/// 2026-07-28 and as <c>elicitation/create</c> in revisions with sessions; either way this method then runs again with the
/// answer.
/// </summary>
[McpServerToolType]
internal sealed class ConfirmChargebackTool(PaymentLedger ledger)
{
    /// <summary>The tool.</summary>
    [McpServerTool(
        Name = "confirm_chargeback",
        Title = "Charge a payment back",
        ReadOnly = false,
        Idempotent = false,
        Destructive = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(LedgerChangeView)
    )]
    [Description(
        "Takes a captured payment back for the cardholder, after asking the user to confirm in a form. The client must support "
            + "elicitation."
    )]
    public CallToolResult ChargeBack(
        McpServer server,
        RequestContext<CallToolRequestParams> context,
        [Description("Transaction id, such as TXN-000001.")] string transactionId,
        [Description("The cardholder's claim, for the file.")] string reason = "Cardholder disputes the payment"
    )
    {
        if (ledger.FindTransaction(transactionId) is not { Status: TransactionStatus.Captured } transaction)
        {
            return ToolResults.Refuse("There is no captured transaction with this id. list_transactions gives the ids.");
        }

        // The state ties the answer to the transaction that was shown. It is not signed: whoever could forge it also gives the
        // answer.
        var state = $"chargeback:{transaction.Id}";
        if (
            ChargebackQuestion.ReadAnswer(context.Params) is not { } answer
            || !string.Equals(context.Params?.RequestState, state, StringComparison.Ordinal)
        )
        {
            RequireElicitation(server, context);
            throw new InputRequiredException(ChargebackQuestion.Ask(transaction), state);
        }

        return ChargebackQuestion.IsConfirmed(answer)
            ? ChargeBack(transaction, reason)
            : ToolResults.Refuse("The user did not confirm. Nothing was changed.");
    }

    private CallToolResult ChargeBack(Transaction transaction, string reason)
    {
        var change = ledger.ChargeBack(transaction.Id);
        return change.IsDone
            ? ToolResults.Structured(
                $"{change.Reference}: {transaction.Id} is charged back to card {transaction.CardNumber}.",
                new LedgerChangeView(change.Reference, reason, TransactionView.From(change.Transaction))
            )
            : ToolResults.Refuse(change.Refusal);
    }

    // 2026-07-28 sends the client's capabilities with each request; before, they come once with initialize.
    private static void RequireElicitation(McpServer server, RequestContext<CallToolRequestParams> context)
    {
        var capabilities = context.JsonRpcRequest.Context?.ClientCapabilities ?? server.ClientCapabilities;
        if (capabilities?.Elicitation is null)
        {
            throw new MissingRequiredClientCapabilityException(
                new ClientCapabilities { Elicitation = new ElicitationCapability { Form = new FormElicitationCapability() } },
                "confirm_chargeback asks the user to confirm: connect with a client that supports elicitation."
            );
        }
    }
}
