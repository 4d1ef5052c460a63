using System.ComponentModel;
using System.Globalization;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PaymentsServer.Ledger;

namespace PaymentsServer.Tools;

/// <summary>Pages through the ledger.</summary>
[McpServerToolType]
internal sealed class ListTransactionsTool(PaymentLedger ledger)
{
    private const int MaxLimit = 200;

    /// <summary>The tool.</summary>
    [McpServerTool(
        Name = "list_transactions",
        Title = "List transactions",
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(TransactionPage)
    )]
    [Description(
        "Lists card payments, oldest first, filtered by customer, time and status. Returns a page; pass nextCursor as cursor "
            + "for the next."
    )]
    public CallToolResult List(
        [Description("Only this customer, such as CUS-0001.")] string? customerId = null,
        [Description("Only from this time on (ISO 8601, inclusive).")] DateTimeOffset? from = null,
        [Description("Only before this time (ISO 8601, exclusive).")] DateTimeOffset? to = null,
        [Description("Only this status.")] TransactionStatus? status = null,
        [Description("Page size, 1 to 200.")] int limit = 50,
        [Description("nextCursor of the page before.")] string? cursor = null
    )
    {
        if (limit is < 1 or > MaxLimit)
        {
            return ToolResults.Refuse($"limit must be between 1 and {MaxLimit}.");
        }

        if (!TryReadCursor(cursor, out var offset))
        {
            return ToolResults.Refuse("cursor must be the nextCursor of an earlier page.");
        }

        Transaction[] matches =
        [
            .. ledger
                .Snapshot()
                .Where(row =>
                    (customerId is null || string.Equals(row.Customer.Id, customerId, StringComparison.Ordinal))
                    && (from is null || row.Time >= from)
                    && (to is null || row.Time < to)
                    && (status is null || row.Status == status)
                ),
        ];
        TransactionView[] rows = [.. matches.Skip(offset).Take(limit).Select(TransactionView.From)];
        var next = offset + rows.Length < matches.Length ? WriteCursor(offset + rows.Length) : null;
        var heading = $"{rows.Length} of {matches.Length} transactions{(next is null ? "" : $", next cursor {next}")}";
        return ToolResults.Structured(
            string.Join('\n', rows.Select(row => row.ToLine()).Prepend(heading)),
            new TransactionPage(rows, matches.Length, next)
        );
    }

    // Transactions are never added or removed, so an offset stays right between pages.
    private static string WriteCursor(int offset) => $"o{offset.ToString(CultureInfo.InvariantCulture)}";

    private static bool TryReadCursor(string? cursor, out int offset)
    {
        offset = 0;
        return cursor is null
            || (
                cursor.StartsWith('o')
                && int.TryParse(cursor.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out offset)
            );
    }
}
