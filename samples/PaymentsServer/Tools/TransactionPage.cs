using System.ComponentModel;

namespace PaymentsServer.Tools;

/// <summary>What <c>list_transactions</c> returns.</summary>
internal sealed record TransactionPage(
    [property: Description("Transactions, oldest first.")] IReadOnlyList<TransactionView> Transactions,
    [property: Description("How many match in all.")] int Total,
    [property: Description("Send as cursor for the next page; absent on the last.")] string? NextCursor = null
);
