using System.ComponentModel;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PaymentsServer.Ledger;

namespace PaymentsServer.Tools;

/// <summary>Exports the ledger in bulk.</summary>
[McpServerToolType]
internal sealed class ExportTransactionsTool(PaymentLedger ledger)
{
    private const int MaxLimit = 5_000;
    private const int BatchSize = 100;

    /// <summary>The tool.</summary>
    [McpServerTool(
        Name = "export_transactions",
        Title = "Export transactions",
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false
    )]
    [Description(
        "Exports transactions with full card data as CSV, oldest first. Reports progress every 100 rows when the call carries "
            + "a progressToken."
    )]
    public async Task<CallToolResult> ExportAsync(
        McpServer server,
        RequestContext<CallToolRequestParams> context,
        [Description("Rows at most, 1 to 5000.")] int limit = MaxLimit,
        CancellationToken cancellationToken = default
    )
    {
        if (limit is < 1 or > MaxLimit)
        {
            return ToolResults.Refuse($"limit must be between 1 and {MaxLimit}.");
        }

        Transaction[] rows = [.. ledger.Snapshot().Take(limit)];
        var csv = new StringBuilder(TransactionCsv.Header).Append('\n');
        var written = 0;
        foreach (var batch in rows.Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var row in batch)
            {
                TransactionCsv.Append(csv, row);
            }

            written += batch.Length;
            if (context.Params?.ProgressToken is { } token)
            {
                var progress = new ProgressNotificationValue
                {
                    Progress = written,
                    Total = rows.Length,
                    Message = $"{written} of {rows.Length} rows",
                };
                await server.NotifyProgressAsync(token, progress, cancellationToken: cancellationToken);
            }
        }

        return ToolResults.Text(csv.ToString());
    }
}
