using System.ComponentModel;
using System.Globalization;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using PaymentsServer.Querying;

namespace PaymentsServer.Tools;

/// <summary>Runs SQL that the model wrote.</summary>
[McpServerToolType]
internal sealed class RunQueryTool(LedgerQuery query)
{
    /// <summary>The tool.</summary>
    [McpServerTool(
        Name = "run_query",
        Title = "Run a SQL query",
        ReadOnly = true,
        Idempotent = true,
        Destructive = false,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(QueryResult)
    )]
    [Description(
        "Runs one read-only SQLite SELECT and returns up to 500 rows. Tables: "
            + "customers(id, name, email, country, card_number, card_brand, card_expiry, cvv), "
            + "merchants(id, name, category_code, currency), "
            + "transactions(id, time, customer_id, merchant_id, card_number, cvv, amount_minor, refunded_minor, currency, "
            + "reference, status, note). "
            + "Amounts are in cents, times ISO 8601 text in UTC."
    )]
    public CallToolResult Run([Description("One SELECT statement.")] string sql, CancellationToken cancellationToken)
    {
        var outcome = query.Run(sql, cancellationToken);
        return outcome.HasRun
            ? ToolResults.Structured(WriteTable(outcome.Result), outcome.Result)
            : ToolResults.Refuse(outcome.Refusal);
    }

    private static string WriteTable(QueryResult result)
    {
        var lines = result
            .Rows.Select(row => string.Join(" | ", row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))))
            .Prepend(string.Join(" | ", result.Columns));
        return string.Join('\n', lines) + (result.Truncated ? $"\n(first {LedgerQuery.MaxRows} rows)" : "");
    }
}
