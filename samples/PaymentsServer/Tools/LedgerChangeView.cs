using System.ComponentModel;

namespace PaymentsServer.Tools;

/// <summary>What the tools that change the ledger return.</summary>
internal sealed record LedgerChangeView(
    [property: Description("Key of the refund or chargeback.")] string Reference,
    [property: Description("Why it was made.")] string Reason,
    [property: Description("The transaction after the change.")] TransactionView Transaction
);
